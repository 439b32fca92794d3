import type { Db } from "@pfn/db";

/** The tables are to the planner as on the first day: nothing is known of their rows but the size of their files. On both engines. */
export async function forgetStatistics(db: Db): Promise<void> {
  await db.$executeRaw`delete from pg_statistic`;
  await db.$executeRaw`
    update pg_class set reltuples = -1, relpages = 0, relallvisible = 0
    where relnamespace = current_schema::regnamespace and relkind in ('r', 'i')`;
}
