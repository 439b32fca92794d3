import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toDatabase } from "./create-db";
import { findMigrations } from "./find-migrations";
import { migrate } from "./migrate";
import { SQUASHED, SQUASHED_INTO, toPresentNames } from "./squashed-migrations";
import { openEmpty, rowsOf } from "./test/open-empty";
import { seedKey, seedLedger } from "./test/seed";

// Databases as checkouts before the squash made them: the same schema, recorded under the names of
// the squashed migrations.

const { engine, another, close } = await openEmpty();
const folder = await mkdtemp(join(tmpdir(), "pfn-squashed-"));
const closers = [close, () => rm(folder, { recursive: true })];
afterAll(async () => {
  for (const end of closers) await end();
});

const OLD = Object.entries(SQUASHED);
/** Those that came after the squash, each with its checksum. */
let later: [name: string, checksum: string][];
const db = toDatabase(engine);
let hash: Uint8Array;

beforeAll(async () => {
  await migrate(engine, findMigrations());
  later = (
    await rowsOf<{ name: string; checksum: string }>(
      engine,
      "select migration_name as name, checksum from _prisma_migrations order by 1",
    )
  )
    .map(({ name, checksum }): [string, string] => [name, checksum])
    .slice(SQUASHED_INTO.length);
  ({ hash } = await seedKey(db.client, await seedLedger(db.client)));
});

/** Records these migrations and those after the squash as applied, and no others. */
const setHistory = (migrations: [string, string][]) =>
  writeHistory(engine, [...migrations, ...later]);

async function writeHistory(
  database: typeof engine,
  migrations: [name: string, checksum: string][],
): Promise<void> {
  await rowsOf(database, "delete from _prisma_migrations");
  const values = migrations.map(
    ([name, checksum]) => `(gen_random_uuid(), '${checksum}', '${name}', now(), 1)`,
  );
  await rowsOf(
    database,
    `insert into _prisma_migrations
       (id, checksum, migration_name, finished_at, applied_steps_count) values ${values}`,
  );
}

const history = async (database = engine) =>
  (
    await rowsOf<{ name: string }>(
      database,
      "select migration_name as name from _prisma_migrations order by 1",
    )
  ).map(({ name }) => name);

const namesOf = (migrations: [string, string][]) => migrations.map(([name]) => name);

describe("O4: a database of before the squash", () => {
  it("is recognized at its start: no row is lost, nothing is applied or pending", async () => {
    await setHistory(OLD);
    const present = toDatabase(engine);
    expect(await present.pendingMigrations()).toEqual(SQUASHED_INTO);
    expect(await present.migrate()).toEqual([]);
    expect(await present.pendingMigrations()).toEqual([]);
    expect((await present.findKey(hash))?.state).toBe("active");
  });

  it("gets what came after the squash", async () => {
    const old = await openEmpty();
    closers.push(old.close);
    await migrate(old.engine, findMigrations(), { only: SQUASHED_INTO });
    await writeHistory(old.engine, OLD);
    expect(await migrate(old.engine, findMigrations())).toEqual(namesOf(later));
  });

  it("keeps its old records, so that an older pfn still runs on it", async () => {
    await setHistory(OLD);
    await migrate(engine, findMigrations());
    await migrate(engine, findMigrations());
    expect(await history()).toEqual([...namesOf(OLD), ...SQUASHED_INTO, ...namesOf(later)]);
  });

  it("is recorded once when two instances start at once", async ({ skip }) => {
    if (!another) return skip("PGlite has one process only");
    await setHistory(OLD);
    const second = await another();
    await Promise.all([migrate(engine, findMigrations()), migrate(second, findMigrations())]);
    await second.close();
    expect(await history()).toEqual([...namesOf(OLD), ...SQUASHED_INTO, ...namesOf(later)]);
  });

  it("that lacks a migration is refused with the remedy, and left as it was", async () => {
    for (const removed of [0, 9, OLD.length - 1]) {
      const some = OLD.filter((_, index) => index !== removed);
      await setHistory(some);
      await expect(toDatabase(engine).migrate()).rejects.toThrow(
        new RegExp(`it lacks ${OLD[removed]?.[0]}\\. Start pfn on it once with the last commit`),
      );
      expect(await history()).toEqual(namesOf([...some, ...later]));
    }
  });

  it("that applied another text of a migration is refused, and left as it was", async () => {
    const [[name] = [""], ...others] = OLD;
    await setHistory([[name, "0".repeat(64)], ...others]);
    await expect(toDatabase(engine).migrate()).rejects.toThrow(`it lacks ${name}. `);
    expect(await history()).toEqual(namesOf([...OLD, ...later]));
  });

  it("O3: its backups restore, those made before the squash and those made since", async () => {
    const files = { before: join(folder, "before"), since: join(folder, "since") };
    await setHistory(OLD);
    await db.backUp(files.before);
    await migrate(engine, findMigrations());
    await db.backUp(files.since);
    for (const file of Object.values(files)) {
      const target = await openEmpty();
      closers.push(target.close);
      const restored = toDatabase(target.engine);
      await restored.restore(file);
      expect(await history(target.engine)).toEqual([...SQUASHED_INTO, ...namesOf(later)]);
      expect((await restored.findKey(hash))?.state).toBe("active");
    }
  });

  it("O3: a backup lacking a migration is refused with the remedy, nothing touched", async () => {
    const file = join(folder, "partial");
    await setHistory(OLD.slice(0, -1));
    await db.backUp(file);
    await setHistory(OLD);
    await expect(toDatabase(engine).restore(file, { force: true })).rejects.toThrow(
      /it lacks 20261129060000_indexes_against_history\. Restore it with the last commit before/,
    );
    expect((await db.findKey(hash))?.state).toBe("active");
  });
});

it("names of later migrations stay when the squashed ones are translated", () => {
  const old = Object.keys(SQUASHED);
  expect(toPresentNames([...old, "2027_later"])).toEqual({
    names: [...SQUASHED_INTO, "2027_later"],
    missing: [],
  });
  expect(toPresentNames(["2027_later"])).toEqual({ names: ["2027_later"], missing: [] });
});
