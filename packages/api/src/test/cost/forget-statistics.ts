import type { Db } from "@pfn/db";
import { isOnServer } from "./measure-rows-read";

/**
 * What the planner may know when plans are looked at. Nothing: only of the embedded engine, whose
 * version is ours; a server's autovacuum has looked at a table within a minute.
 */
export const KNOWLEDGE: readonly ("without" | "with")[] = isOnServer
  ? ["with"]
  : ["without", "with"];

/**
 * The tables are to the planner as on the first day: nothing is known of their rows but the size of
 * their files. On both engines.
 */
export async function forgetStatistics(db: Db): Promise<void> {
  await db.$executeRaw`delete from pg_statistic`;
  await db.$executeRaw`
    update pg_class set reltuples = -1, relpages = 0, relallvisible = 0
    where relnamespace = current_schema::regnamespace and relkind in ('r', 'i')`;
}
