import { afterEach, expect, it } from "vitest";
import type { Database } from "../create-db";
import { seedLedger } from "../test/seed";
import { createTestDb } from "./index";

// Test files of one process use a database one after the other. None may see traces of another.

const open: Database[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});
async function openOne(): Promise<Database> {
  const database = await createTestDb({ poolSize: 1 });
  open.push(database);
  return database;
}

const ask = <Row>({ client }: Database, sql: string): Promise<Row[]> =>
  client.$queryRawUnsafe<Row[]>(sql);
/** Identifies a database while it exists. */
const nameOf = async (database: Database) => {
  const [row] = await ask<{ name: string }>(
    database,
    "select current_database() || pg_postmaster_start_time()::text as name",
  );
  return row?.name;
};

it(
  "a closed database refuses, and the next one is the same, without a row, setting, lock or " +
    "statistic",
  async () => {
    const first = await openOne();
    const name = await nameOf(first);
    await seedLedger(first.client);
    for (const sql of [
      "set search_path = pg_catalog",
      "select pg_advisory_lock(7)::text",
      "listen heard",
      "analyze public.users",
    ])
      await first.client.$executeRawUnsafe(sql);
    await first.close();
    await expect(ask(first, "select 1")).rejects.toThrow();

    const second = await openOne();
    expect(await nameOf(second)).toBe(name);
    const tables = await ask<{ name: string }>(
      second,
      `select format('%I', tablename) as name from pg_tables
     where schemaname = 'public' and tablename <> '_prisma_migrations'`,
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const table of tables)
      expect(await ask(second, `select 1 from ${table.name}`), table.name).toEqual([]);
    expect(
      await ask(
        second,
        "select 1 from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()",
      ),
    ).toEqual([]);
    expect(await ask(second, "select pg_listening_channels()")).toEqual([]);
    expect(await ask(second, "select 1 from pg_stats where schemaname = 'public'")).toEqual([]);
    expect(await second.pendingMigrations()).toEqual([]);
  },
);

it.each([
  "alter table users set (autovacuum_enabled = off)",
  "create table mine ()",
  "delete from _prisma_migrations",
  "update pg_class set reltuples = 1 where relname = 'users'",
])("a database is not used again after `%s`", async (sql) => {
  const first = await openOne();
  const name = await nameOf(first);
  await first.client.$executeRawUnsafe(sql);
  await first.close();
  expect(await nameOf(await openOne())).not.toBe(name);
});
