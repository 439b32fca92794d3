import { type Db, Prisma } from "@pfn/db";

export type Row = Record<string, unknown>;
export type Dump = Record<string, Row[]>;

/**
 * Every row of every table, as PostgreSQL prints them, in an order of their own; without what is
 * known of a key's use, which is written in the background at its own time.
 */
export async function dumpTables(db: Db): Promise<Dump> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'
      and table_name not like '\\_%' and table_name <> 'integration_key_days' order by 1`;
  const dump: Dump = {};
  for (const { name } of tables) {
    const rows = await db.$queryRaw<{ row: Row }[]>(
      Prisma.sql`
        select to_jsonb(t) - 'last_used_at' - 'last_used_ip' - 'last_used_client' as row
        from ${Prisma.raw(`"${name}"`)} t order by to_jsonb(t)::text`,
    );
    dump[name] = rows.map(({ row }) => row);
  }
  return dump;
}

const BOOKS = ["accounts", "categories", "transactions", "transaction_lines", "transfers"];

/** What a ledger's books say: its rows, but for the counters that can only go up. */
export async function dumpBooks(db: Db): Promise<Dump> {
  const dump = await dumpTables(db);
  return Object.fromEntries(
    BOOKS.map((table) => [
      table,
      (dump[table] ?? []).map(({ version: _version, updated_at: _at, ...row }) => row).sort(byId),
    ]),
  );
}

const byId = (a: Row, b: Row) => (String(a["id"]) < String(b["id"]) ? -1 : 1);
