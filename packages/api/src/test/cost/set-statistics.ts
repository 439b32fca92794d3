import type { Runtime } from "../../common/runtime";
import { isOnServer } from "./measure-rows-read";

/** What the planner may know of the tables. */
export type Knowledge = "no" | "the embedded engine's" | "all";

/**
 * The kinds of knowledge that plans are looked at with. A server's autovacuum has looked at every
 * table within a minute, so there it is all.
 */
export const KNOWLEDGE: readonly Knowledge[] = isOnServer
  ? ["all"]
  : ["no", "the embedded engine's", "all"];

/**
 * The planner knows that much of the tables from now on. What the embedded engine was about to
 * learn, it learns before. On both engines.
 */
export async function setStatistics(runtime: Runtime, knowledge: Knowledge): Promise<void> {
  await runtime.background.settle();
  // It also notes which pages need no look at the table.
  if (knowledge !== "no") await runtime.db.$executeRawUnsafe("vacuum analyze");
  if (knowledge === "no") await forget(runtime, Number.MAX_SAFE_INTEGER);
  if (knowledge === "the embedded engine's") await forgetSmallTables(runtime);
}

/** Does what the embedded engine's own care does: it keeps nothing of small tables. */
export const forgetSmallTables = (runtime: Runtime): Promise<void> => forget(runtime, 1_000);

/**
 * Tables with fewer than `below` rows are to the planner as on the first day: it knows nothing of
 * their rows but the size of their files.
 */
async function forget({ db }: Runtime, below: number): Promise<void> {
  await db.$executeRaw`
    with small as (
      select oid from pg_class where reltuples < ${below}::float8
        and relnamespace = current_schema::regnamespace and relkind = 'r'
    ), forgotten as (
      delete from pg_statistic where starelid in (select oid from small)
    )
    update pg_class set reltuples = -1, relpages = 0, relallvisible = 0
    where oid in (
      select oid from small
      union all select indexrelid from pg_index where indrelid in (select oid from small)
    )`;
}
