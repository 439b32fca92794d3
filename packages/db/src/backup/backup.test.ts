import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, toDatabase } from "../create-db";
import type { Engine } from "../engine";
import { inTransaction } from "../in-transaction";
import { openEmpty } from "../test/open-empty";
import { seedKey, seedLedger, seedTransaction } from "../test/seed";
import { createTestDb } from "../testing";
import { moveObjects } from "./move-objects";
import { createDigest } from "./read-backup";
import { restoreBackup } from "./restore-backup";
import { BEFORE } from "./unfinished-restore";

// Both engines write and restore the same file. All tests here run on each of them.

const folder = await mkdtemp(join(tmpdir(), "pfn-backup-"));
const file = join(folder, "full.pfn-backup");
const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true })];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

let source: Database;
let hash: Uint8Array;
let rows: number;

beforeAll(async () => {
  source = await createTestDb();
  closers.push(source.close);
  const seed = await seedLedger(source.client);
  const key = await seedKey(source.client, seed, { label: 'Ünï\u2028code \\ "quoted"' });
  hash = key.hash;
  await seedKey(source.client, seed, { rotatedFromId: key.id });
  await inTransaction(source.client, (tx) =>
    seedTransaction(tx, seed, { lines: [-12_345_678_901, 100] }),
  );
  ({ rows } = await source.backUp(file));
});

async function openTarget(): Promise<Engine> {
  const { engine, close } = await openEmpty();
  closers.push(close);
  return engine;
}

/** Returns the rows of all tables as sorted texts. */
async function contentOf(engine: Engine): Promise<Record<string, string[]>> {
  return engine.withConnection(async (connection) => {
    const tables = await connection<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    );
    const content: Record<string, string[]> = {};
    for (const { name } of tables) {
      if (name === "_prisma_migrations") continue;
      const found = await connection<{ json: string }>(
        `select to_jsonb(t)::text as json from "${name}" t order by 1`,
      );
      content[name] = found.map(({ json }) => json);
    }
    return content;
  });
}

/** Returns the constraints and triggers, and when they are checked. */
const rulesOf = (engine: Engine) =>
  engine.withConnection((connection) =>
    connection(
      `select conname as name, condeferrable::text || condeferred::text as state from pg_constraint
       where connamespace = 'public'::regnamespace
       union all
       select tgrelid::regclass || '.' || tgname, tgenabled::text
       from pg_trigger where not tgisinternal order by 1`,
    ),
  );

/** Writes the backup with changed lines and the right digest. */
async function forge(name: string, change: (line: string) => string): Promise<string> {
  const lines = gunzipSync(await readFile(file))
    .toString()
    .trimEnd()
    .split("\n")
    .slice(0, -1)
    .map(change);
  const text = lines.map((line) => `${line}\n`).join("");
  const count = lines.filter((line) => !line.startsWith("#")).length;
  const sha256 = createDigest().update(text).digest("hex");
  const end = `#${JSON.stringify({ rows: count, sha256 })}\n`;
  const path = join(folder, name);
  await writeFile(path, gzipSync(text + end));
  return path;
}

describe("a backup", () => {
  it("O3: brings every row back to the letter into an empty database, rules in force", async () => {
    const target = await openTarget();
    expect(await restoreBackup(target, file)).toEqual({ rows, createdAt: expect.any(String) });
    const there = toDatabase(target);
    expect(await there.pendingMigrations()).toEqual([]);
    expect((await there.findKey(hash))?.state).toBe("active");
    const copy = join(folder, "copy.pfn-backup");
    await there.backUp(copy);
    const linesOf = async (path: string) =>
      gunzipSync(await readFile(path))
        .toString()
        .split("\n")
        .slice(1, -2)
        .sort();
    expect(await linesOf(copy)).toEqual(await linesOf(file));
    const fresh = await openTarget();
    await toDatabase(fresh).migrate();
    expect(await rulesOf(target)).toEqual(await rulesOf(fresh));
  });

  it("is readable by its owner alone, and holds no key", async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(gunzipSync(await readFile(file)).toString()).not.toMatch(
      /pfn_(live|test)_[0-9A-Za-z]{38}/,
    );
  });

  it("never takes another file's place, and leaves no half-written one behind", async () => {
    const before = await readFile(file);
    await expect(source.backUp(file)).rejects.toThrow("exists already");
    expect(await readFile(file)).toEqual(before);
    await expect(source.backUp(join(folder, "no", "such", "folder"))).rejects.toThrow("ENOENT");
    expect((await readdir(folder)).filter((name) => name.includes("partial"))).toEqual([]);
  });

  it("of a database without pfn is refused", async () => {
    const path = join(folder, "nothing");
    await expect(toDatabase(await openTarget()).backUp(path)).rejects.toThrow(
      "There is no pfn in this database yet",
    );
    await expect(stat(path)).rejects.toThrow("ENOENT");
  });
});

describe("restoring", () => {
  it("replaces a database with people in it only by force, and then as a whole", async () => {
    const target = await openTarget();
    const there = toDatabase(target);
    await there.migrate();
    await seedLedger(there.client);
    const before = await contentOf(target);
    await expect(there.restore(file)).rejects.toThrow("--force");
    expect(await contentOf(target)).toEqual(before);
    await there.restore(file, { force: true });
    expect(await there.client.user.count()).toBe(1);
    expect((await there.findKey(hash))?.state).toBe("active");
  });

  it("that fails half-way leaves the database as it was", async () => {
    const target = await openTarget();
    const there = toDatabase(target);
    await there.migrate();
    await seedLedger(there.client);
    const before = await contentOf(target);
    const orphans = await forge("orphans", (line) =>
      line.replaceAll(/"user_id": ?"[^"]+"/g, '"user_id": "018f0000-0000-7000-8000-000000000000"'),
    );
    await expect(there.restore(orphans, { force: true })).rejects.toThrow("foreign key");
    expect(await contentOf(target)).toEqual(before);
    expect(await there.pendingMigrations()).toEqual([]);
  });

  it(
    "O3: that is killed lets nobody migrate or back up until it is repeated, which brings " +
      "everything back",
    async () => {
      const target = await openTarget();
      const there = toDatabase(target);
      await there.migrate();
      await seedLedger(there.client);
      // The state after a kill: the old database is set aside, the new one is incomplete.
      await target.withConnection((connection) =>
        moveObjects(connection, { from: "public", to: BEFORE }),
      );
      await expect(there.migrate()).rejects.toThrow("was broken off");
      await expect(there.backUp(join(folder, "unfinished"))).rejects.toThrow("was broken off");
      await expect(there.restore(file)).rejects.toThrow("--force");
      await there.migrate();
      await target.withConnection((connection) =>
        moveObjects(connection, { from: "public", to: BEFORE }),
      );
      await there.restore(file, { force: true });
      await there.migrate();
      expect((await toDatabase(target).findKey(hash))?.state).toBe("active");
    },
  );

  it("O3: fails as a whole when what belongs to it fails, such as revoking the keys", async () => {
    const target = await openTarget();
    const beforeEnd = () => Promise.reject(new Error("no revoking"));
    await expect(restoreBackup(target, file, { beforeEnd })).rejects.toThrow("no revoking");
    expect(await contentOf(target)).toEqual({});
  });

  it("begins nothing with a file that is damaged, cut off, or something else", async () => {
    const bytes = await readFile(file);
    const bad = join(folder, "bad");
    const target = await openTarget();
    const refusal = async (content: string | Uint8Array) => {
      await writeFile(bad, content);
      return restoreBackup(target, bad).then(
        () => "restored",
        (error: Error) => error.name,
      );
    };
    expect(await refusal(bytes.subarray(0, bytes.length - 40))).toBe("BackupError");
    const changed = gunzipSync(bytes).toString().replace("Somebody", "Somebodx");
    expect(await refusal(gzipSync(changed))).toBe("BackupError");
    expect(await refusal("not compressed")).toBe("BackupError");
    expect(await refusal(gzipSync("something else\n"))).toBe("BackupError");
    expect(await refusal(gzipSync(""))).toBe("BackupError");
    expect(await refusal(gzipSync('#{"format":"pfn-backup\n'))).toBe("BackupError");
    const brokenEnd = gunzipSync(bytes)
      .toString()
      .replace(/"sha256.*/, "");
    expect(await refusal(gzipSync(brokenEnd))).toBe("BackupError");
    expect(await contentOf(target)).toEqual({});
    await expect(restoreBackup(target, join(folder, "missing"))).rejects.toThrow(
      "There is no file",
    );
  });

  it("is refused while another pfn is connected", async ({ skip }) => {
    const { engine, another, close } = await openEmpty();
    closers.push(close);
    if (another === null) return skip("its directory is locked, see lock-data-directory.test.ts");
    const other = await another();
    await other.withConnection(async (connection) => {
      for (const name of ["pfn 0badcafe", `pfn 0badcafe ${"0".repeat(32)} 2000/20000`]) {
        await connection(`set application_name = '${name}'`);
        await expect(restoreBackup(engine, file)).rejects.toThrow("stop every instance first");
      }
    });
    await other.close();
  });

  it("refuses the backup of a newer pfn", async () => {
    const newer = await forge("newer", (line) =>
      line.replace('"migrations":[', '"migrations":["29990101000000_later",'),
    );
    await expect(restoreBackup(await openTarget(), newer)).rejects.toThrow("29990101000000_later");
  });
});
