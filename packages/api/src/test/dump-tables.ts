import { type Db, Prisma } from "@pfn/db";

export type Row = Record<string, unknown>;
export type Dump = Record<string, Row[]>;

/**
 * Every row of every table, as PostgreSQL prints them, in an order of their own; without what is
 * known of a key's use, which is written in the background at its own time.
 */
export async function dumpTables(db: Db): Promise<Dump> {
  const names = await namesOfTables(db);
  const rows = names.map(
    (name) => `select '${name}' as name,
      to_jsonb(t) - 'last_used_at' - 'last_used_ip' - 'last_used_client' as row from "${name}" t`,
  );
  const found = await db.$queryRaw<{ name: string; row: Row }[]>(
    Prisma.raw(`select * from (${rows.join(" union all ")}) found order by row::text`),
  );
  const dump: Dump = Object.fromEntries(names.map((name) => [name, []]));
  for (const { name, row } of found) dump[name]?.push(row);
  return dump;
}

/**
 * The number of rows in each table and a digest of them, save for the tables `but`. It tells that
 * nothing changed as {@link dumpTables} does, and is made by PostgreSQL: it costs little however
 * much there is.
 */
export async function digestTables(
  db: Db,
  { but }: { but: readonly string[] },
): Promise<Record<string, string>> {
  const digests = (await namesOfTables(db))
    .filter((name) => !but.includes(name))
    .map(
      (name) => `select '${name}' as name, count(*) || ' '
        || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as digest from "${name}" t`,
    );
  const found = await db.$queryRaw<{ name: string; digest: string }[]>(
    Prisma.raw(digests.join(" union all ")),
  );
  return Object.fromEntries(found.map(({ name, digest }) => [name, digest]));
}

/** The same in every database of a run. */
let names: string[] | undefined;
async function namesOfTables(db: Db): Promise<string[]> {
  if (names !== undefined) return names;
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE'
      and table_name not like '\\_%' and table_name <> 'integration_key_days' order by 1`;
  names = tables.map(({ name }) => name);
  return names;
}

/** The tables that hold what a ledger says. */
export const BOOKS = [
  "accounts",
  "balance_checks",
  "categories",
  "transactions",
  "transaction_lines",
  "transfers",
];

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
