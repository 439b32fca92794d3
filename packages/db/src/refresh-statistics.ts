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
  }
  return stale.map(({ name }) => name);
}

/**
 * Finds these tables. A table that grew or was never analyzed is found by its size on disk, which
 * outlasts a restart and a crash. A table whose rows changed in place is found by PostgreSQL's
 * counters. The name is quoted for SQL.
 */
const FIND_STALE = `
  with sized as (
    select c.relname, c.reltuples, c.relpages,
      pg_relation_size(c.oid) / current_setting('block_size')::int as pages,
      s.n_mod_since_analyze + s.n_dead_tup as changed
    from pg_class c join pg_stat_user_tables s on s.relid = c.oid
  )
  select format('%I', relname) as name from sized
  where pages > 0 and (reltuples < 0 or abs(pages - relpages) > 16 + relpages / 10
    or changed > 50 + reltuples / 10)
  order by pages desc`;
