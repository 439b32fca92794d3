import type { Db } from "@pfn/db";
import type { TestRuntime } from "../database";

/** What a call made the database read, in numbers that are the same on every machine. */
export interface RowsRead {
  /**
   * Statements sent, BEGIN and COMMIT included, but for looks for a stop, which come by the clock.
   */
  statements: number;
  /**
   * Rows and entries of indexes that were looked at, in tables of ours: also by triggers, foreign
   * keys, inner selects, and by what was rolled back.
   */
  rows: number;
  /**
   * The same by index, and by table where it was read from end to end: for the report of a failure.
   */
  readBy: Readonly<Record<string, number>>;
  /**
   * Pages of tables and indexes that were looked at, each time that they were: dead rows count
   * here, and those a filter left out.
   */
  blocks: number;
}

/**
 * Whether this run is on a server. The cost laws hold on the embedded engine: its version, its
 * settings and with them its plans are the same on every machine, while a server's are its
 * operator's. The statements are the same on both.
 */
export const isOnServer = process.env["DATABASE_URL"] !== undefined;

interface Measured<T> extends RowsRead {
  answer: T;
}

/**
 * Makes a call and counts what the database read for it, by PostgreSQL's own counters: they need no
 * parameters and see what no plan shows. On both engines. On PostgreSQL the runtime needs
 * `poolSize: 1`, because each connection counts for itself, and {@link keepStill} before. A refusal
 * is thrown as it came.
 *
 * @example const { rows, statements } = await measureRowsRead(t, () => caller.transactions.list({
 *   limit: 200 }));
 */
export async function measureRowsRead<T>(
  t: TestRuntime,
  call: () => Promise<T>,
): Promise<Measured<T>> {
  const { db, background } = t.runtime;
  await background.settle();
  const before = await readCounters(db);
  const sent = t.statements.length;
  const answer = await call();
  const statements = t.statements.slice(sent).filter((sql) => !isLookForStop(sql)).length;
  const after = await readCounters(db);
  const readBy = Object.fromEntries(
    Object.entries(after.rows).map(([name, rows]) => [name, rows - (before.rows[name] ?? 0)]),
  );
  const rows = Object.values(readBy).reduce((sum, read) => sum + read, 0);
  return { answer, statements, rows, readBy, blocks: after.blocks - before.blocks };
}

const isLookForStop = (sql: string) =>
  /select k\.scopes from users u join integration_keys k/.test(sql) && !sql.includes("for share");

/** Where most of the growth from one measurement to the other lies, as text. */
export function tellGrowth(before: RowsRead, after: RowsRead): string {
  const grown = Object.entries(after.readBy).map(([name, rows]) => ({
    name,
    by: rows - (before.readBy[name] ?? 0),
  }));
  const most = grown.sort((a, b) => b.by - a.by).slice(0, 4);
  return most.map(({ name, by }) => `${name} +${by}`).join(", ");
}

/**
 * Takes away what was updated, deleted or rolled back before, which is nobody's past, and tells the
 * planner how many rows there are. As a server's autovacuum does.
 */
export async function clearDeadRows(db: Db): Promise<void> {
  await db.$queryRaw`select pg_stat_force_next_flush()::text`;
  const tables = await db.$queryRaw<{ name: string }[]>`
    select format('%I', relname) as name from pg_stat_user_tables
    where n_dead_tup > 0 or n_ins_since_vacuum > 0`;
  if (tables.length === 0) return;
  await db.$executeRawUnsafe(
    `vacuum (index_cleanup on) ${tables.map(({ name }) => name).join(", ")}`,
  );
}

/**
 * From now on PostgreSQL does nothing by itself that the counters would see. The embedded engine
 * never does.
 */
export async function keepStill(db: Db): Promise<void> {
  await db.$executeRaw`
    do $$ declare name text; begin
      for name in select relname from pg_stat_user_tables where schemaname = current_schema loop
        execute format('alter table %I set (autovacuum_enabled = off)', name);
      end loop;
    end $$`;
}

/**
 * How steeply a cost grows: the steepest slope in log–log between neighbours in size. 0: it does
 * not, 1: as the size does, 2: as its square. Two costs of less than `least` are the same.
 *
 * @example growthOf([{ size: 2_000, cost: 210 }, { size: 8_000, cost: 215 }]) // about 0.02
 */
export function growthOf(points: readonly { size: number; cost: number }[], least = 1): number {
  const inOrder = [...points].sort((a, b) => a.size - b.size);
  const slopes = inOrder.slice(1).map(({ size, cost }, index) => {
    const smaller = inOrder[index] ?? { size, cost };
    return (
      Math.log(Math.max(cost, least) / Math.max(smaller.cost, least)) /
      Math.log(size / smaller.size)
    );
  });
  return Math.max(...slopes);
}

interface Counters {
  rows: Record<string, number>;
  blocks: number;
}

async function readCounters(db: Db): Promise<Counters> {
  // Each connection hands in what it counted once a second. This makes it hand in when the
  // statement has ended.
  await db.$queryRaw`select pg_stat_force_next_flush()::text`;
  const counted = await db.$queryRaw<{ name: string; rows: number; blocks: number }[]>`
    select relname as name, seq_tup_read::float8 as rows, (heap_blks_read + heap_blks_hit
        + coalesce(idx_blks_read + idx_blks_hit, 0)
        + coalesce(toast_blks_read + toast_blks_hit, 0))::float8 as blocks
      from pg_stat_user_tables join pg_statio_user_tables using (relid, relname)
    union all select indexrelname, idx_tup_read::float8, 0 from pg_stat_user_indexes`;
  if (counted.length === 0) throw new Error("PostgreSQL keeps no counters.");
  return {
    rows: Object.fromEntries(counted.map(({ name, rows }) => [name, rows])),
    blocks: counted.reduce((sum, { blocks }) => sum + blocks, 0),
  };
}
