import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import type { Engine } from "./engine";

/** Milliseconds that one table may take, including the wait for the connection. */
const WITHIN_MS = 30_000;

/**
 * ANALYZE reads 300 times this many rows. It is a fifth of PostgreSQL's own target, so that one
 * table holds the only connection no longer than a few statements do.
 */
const TARGET = 20;

/**
 * Does what autovacuum does on a server: it refreshes the planner's statistics and removes dead
 * rows. It takes only tables that changed by a tenth since the last time, one after the other, so
 * that other work waits for at most one table. On a server it does nothing.
 *
 * @returns the names of the tables that it took
 */
export async function refreshStatistics(engine: Engine): Promise<string[]> {
  if (engine.name === "postgres") return [];
  const run = <Row>(text: string) =>
    engine.query<Row>({ name: "pfn_statistics", text, values: [], withinMs: WITHIN_MS });
  await run("select pg_stat_force_next_flush()");
  const stale = await run<{ name: string }>(FIND_STALE);
  if (stale.length > 0) await run(`set default_statistics_target = ${TARGET}`);
  for (const { name } of stale) {
    await yieldToEventLoop();
    await run(`vacuum (analyze) ${name}`);
    await run(forgetSmall(name));
  }
  return stale.map(({ name }) => name);
}

/** A table with fewer rows is small. */
const SMALL_ROWS = 1_000;
/** A table of which nothing is known is looked at once it has more pages. */
const SMALL_PAGES = 16;

/**
 * Forgets what was learned of a small table. The planner then expects as many rows as its file has
 * room for, and takes an index. What it knows of a few rows is of no use, and does harm when many
 * follow: it would read the whole table for each of them. So it is after an undo that emptied a
 * table, and for checks of foreign keys, whose plans are kept.
 */
const forgetSmall = (name: string) => `
  with small as (
    select oid from pg_class where oid = '${name}'::regclass and reltuples < ${SMALL_ROWS}
  ), forgotten as (
    delete from pg_statistic where starelid in (select oid from small)
  )
  update pg_class set reltuples = -1, relpages = 0, relallvisible = 0
  where oid in (select oid from small)
    or oid in (select indexrelid from pg_index where indrelid in (select oid from small))`;

/**
 * Finds these tables. A table that grew or was never analyzed is found by its size on disk, which
 * outlasts a restart and a crash. A table whose rows changed in place is found by PostgreSQL's
 * counters, and so is one that was small and is forgotten. The name is quoted for SQL.
 */
const FIND_STALE = `
  with sized as (
    select c.relname, c.reltuples, c.relpages,
      pg_relation_size(c.oid) / current_setting('block_size')::int as pages,
      s.n_mod_since_analyze + s.n_dead_tup as changed, s.last_analyze
    from pg_class c join pg_stat_user_tables s on s.relid = c.oid
  )
  select format('%I', relname) as name from sized
  where case
    when reltuples < 0 then pages > ${SMALL_PAGES} and (last_analyze is null or changed > 50)
    else abs(pages - relpages) > 16 + relpages / 10 or changed > 50 + reltuples / 10 end
  order by pages desc`;
