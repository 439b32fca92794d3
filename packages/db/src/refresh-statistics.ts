import { setImmediate as yieldToEventLoop } from "node:timers/promises";
import type { Engine } from "./engine";

/** Milliseconds that one table may take, the wait for its turn included. */
const WITHIN_MS = 30_000;

/**
 * Rows that are looked at per column: 300 times this number. A fifth of PostgreSQL's own, so that
 * no table of an ordinary ledger holds the only connection for longer than a few statements do.
 */
const TARGET = 20;

/**
 * Does for the embedded engine what PostgreSQL's autovacuum does there: tells the planner how many
 * rows a table has and how they differ, and clears away rows that nobody can see any more. Only
 * tables that changed by a tenth since the last time, and one after the other, so that whoever
 * waits meanwhile waits for one of them at most. Answers the tables that it looked at. On a server
 * it does nothing.
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
 * Sizes on disk outlast a restart, after a crash too, while PostgreSQL's counters begin anew: a
 * table that grew or was never looked at is found by its size, one whose rows changed in place by
 * its counters. The name is quoted as SQL wants it.
 */
const FIND_STALE = `
  with sized as (
    select c.relname, c.reltuples, c.relpages, pg_relation_size(c.oid) / current_setting('block_size')::int as pages,
      s.n_mod_since_analyze + s.n_dead_tup as changed
    from pg_class c join pg_stat_user_tables s on s.relid = c.oid
  )
  select format('%I', relname) as name from sized
  where pages > 0 and (reltuples < 0 or abs(pages - relpages) > 16 + relpages / 10 or changed > 50 + reltuples / 10)
  order by pages desc`;
