import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { toDatabase } from "./create-db";
import { findMigrations } from "./find-migrations";
import { forgetFailedMigration, migrate } from "./migrate";
import { MigrationError } from "./migration-error";
import { MIGRATION_LOCK } from "./open-postgres";
import { openEmpty, rowsOf } from "./test/open-empty";

const { engine, another, close } = await openEmpty();
const folder = await mkdtemp(join(tmpdir(), "pfn-migrations-"));
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  await rowsOf(engine, "drop schema public cascade");
  await rowsOf(engine, "create schema public");
  await rm(folder, { recursive: true });
  await write("migration_lock.toml", 'provider = "postgresql"\n');
  await writeMigration("1_first", "create table first (id int);");
});

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, ".."), { recursive: true });
  await writeFile(join(folder, path), text);
}

const writeMigration = (name: string, sql: string) => write(join(name, "migration.sql"), sql);
const tables = async () =>
  (
    await rowsOf<{ name: string }>(
      engine,
      "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    )
  )
    .map(({ name }) => name)
    .filter((name) => name !== "_prisma_migrations");

it("applies what is pending, in order, and nothing twice", async () => {
  await writeMigration("2_second", "create table second (id int);");
  const db = toDatabase(engine, folder);
  expect(await db.pendingMigrations()).toEqual(["1_first", "2_second"]);
  expect(await db.migrate()).toEqual(["1_first", "2_second"]);
  expect(await db.migrate()).toEqual([]);
  await writeMigration("3_third", "alter table second add column more int;");
  expect(await db.pendingMigrations()).toEqual(["3_third"]);
  expect(await db.migrate()).toEqual(["3_third"]);
  expect(await db.pendingMigrations()).toEqual([]);
});

it("runs functions whose bodies contain semicolons", async () => {
  const body = "begin perform 1; return 'two; words'; end";
  await writeMigration(
    "2_function",
    `create function f() returns text language plpgsql as $$ ${body} $$;`,
  );
  await migrate(engine, folder);
  expect(await rowsOf(engine, "select f()")).toEqual([{ f: "two; words" }]);
});

it(
  "a migration that fails rejects with its name and reason, and leaves nothing of itself " +
    "behind",
  async () => {
    await writeMigration(
      "2_broken",
      "create table half (id int); select 1 / 0; create table other (id int);",
    );
    await expect(migrate(engine, folder)).rejects.toThrow(
      new MigrationError("Migration 2_broken failed: ERROR: division by zero"),
    );
    expect(await tables()).toEqual(["first"]);
  },
);

it("a migration that failed is not tried again until somebody says so", async () => {
  await writeMigration("2_broken", "select 1 / 0;");
  await expect(migrate(engine, folder)).rejects.toThrow(MigrationError);
  await writeMigration("2_broken", "create table repaired (id int);");
  await expect(migrate(engine, folder)).rejects.toThrow(
    /^Migration 2_broken failed earlier\. .* pnpm db:migrate --retry 2_broken$/,
  );
  expect(await tables()).toEqual(["first"]);
  await forgetFailedMigration(engine, "2_broken");
  expect(await migrate(engine, folder)).toEqual(["2_broken"]);
  expect(await tables()).toEqual(["first", "repaired"]);
});

it("refuses to go on when an applied migration was edited", async () => {
  await migrate(engine, folder);
  await writeMigration("1_first", "create table first (id bigint);");
  await writeMigration("2_second", "create table second (id int);");
  await expect(migrate(engine, folder)).rejects.toThrow(
    /^Migration 1_first was edited after this database had applied it\./,
  );
  expect(await tables()).toEqual(["first"]);
});

it("O4: an older version of the code runs on a database that a newer one migrated", async () => {
  await writeMigration("2_second", "create table second (id int);");
  await migrate(engine, folder);
  await rm(join(folder, "2_second"), { recursive: true });
  expect(await migrate(engine, folder)).toEqual([]);
});

it("O4: of two instances that start at once, one migrates and the other waits", async ({
  skip,
}) => {
  if (!another) return skip("PGlite has one process only");
  await writeMigration("2_slow", "select pg_sleep(0.3); create table slow (id int);");
  const second = await another();
  const names = await Promise.all([migrate(engine, folder), migrate(second, folder)]);
  await second.close();
  expect(names.map((applied) => applied.length).sort()).toEqual([0, 2]);
  expect(await rowsOf(engine, "select migration_name from _prisma_migrations order by 1")).toEqual([
    { migration_name: "1_first" },
    { migration_name: "2_slow" },
  ]);
});

it("O4: the lock of a migrating instance is held however long it takes", async ({ skip }) => {
  if (!another) return skip("the lock on the data directory does it");
  const held = "select count(*)::int as held from pg_locks where locktype = 'advisory' and granted";
  await writeMigration("2_look", `create table look as ${held} and objid = ${MIGRATION_LOCK};`);
  await migrate(engine, folder);
  expect(await rowsOf(engine, "select held from look")).toEqual([{ held: 1 }]);
  expect(await rowsOf(engine, held)).toEqual([{ held: 0 }]);
});

it("a migration may take longer than a request's statement", async ({ skip }) => {
  if (!another) return skip("PGlite has no such limit");
  await writeMigration(
    "2_slow",
    "create table limits as select current_setting('statement_timeout') as statement;",
  );
  await migrate(engine, folder);
  expect(await rowsOf(engine, "select statement from limits")).toEqual([{ statement: "0" }]);
});

it("the folder of the migrations is found above the code", () => {
  expect(findMigrations()).toMatch(/prisma\/migrations$/);
  expect(() => findMigrations("/nowhere/at/all.js")).toThrow(
    "No folder prisma/migrations above /nowhere/at/all.js",
  );
});
