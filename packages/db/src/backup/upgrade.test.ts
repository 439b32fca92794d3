import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, inject, it } from "vitest";
import { createDb, type Database, toDatabase } from "../create-db";
import { openEmpty } from "../test/open-empty";
import {
  backupOf,
  listStoredReleases,
  readSameRows,
  readStoredRows,
  unpackRelease,
} from "../testing/releases";
import { restoreBackup } from "./restore-backup";

// What each release left on a disk, written by its code. A restore makes the schema of that
// release, loads its rows and then migrates, as an update does with a database in use.

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

async function restored(version: string): Promise<{ db: Database; rows: number }> {
  const { engine, close } = await openEmpty();
  closers.push(close);
  const { rows } = await restoreBackup(engine, backupOf(version));
  return { db: toDatabase(engine), rows };
}

const hashOf = (text: string) => createHash("sha256").update(text).digest();

const releases = await listStoredReleases();

it("the releases were found", () => {
  expect(releases).toContain("0.1.0");
});

describe.each(releases)("O4: after the update from %s", (version) => {
  it("of a restored backup, every row of every table is as it was", async () => {
    const stored = await readStoredRows(version);
    const { db, rows } = await restored(version);
    expect(await db.pendingMigrations()).toEqual([]);
    expect(await readSameRows(db.client, stored)).toEqual(stored);
    expect(rows).toBe(Object.values(stored).flat().length);
  });

  it("of an embedded directory, every row of every table is as it was", async ({ skip }) => {
    if (inject("pfnTestDatabase").engine !== "pglite") return skip("it is the embedded engine's");
    const stored = await readStoredRows(version);
    const folder = await mkdtemp(join(tmpdir(), "pfn-upgrade-"));
    closers.push(() => rm(folder, { recursive: true }));
    const db = await createDb({ dataDir: await unpackRelease(version, folder), patience: 30 });
    closers.push(() => db.close());
    await db.migrate();
    expect(await readSameRows(db.client, stored)).toEqual(stored);
  });
});

describe("O4, K11: after the update from before the squash of the migrations", () => {
  it("live keys work, revoked ones do not, and no row is lost", async () => {
    const { db, rows } = await restored("before-0.1.0");
    expect(await db.pendingMigrations()).toEqual([]);
    expect(await db.findKey(hashOf("a live key of the first release"))).toMatchObject({
      state: "active",
      label: "Live",
      mode: "live",
      scopes: ["accounts:read"],
      baseCurrency: "EUR",
    });
    expect((await db.findKey(hashOf("a revoked key of the first release")))?.state).toBe("revoked");
    const [sum] = await db.client.$queryRaw<{ total: bigint }[]>`
      select sum(amount_minor)::bigint as total from transaction_lines`;
    expect(sum?.total).toBe(-2_000n);
    expect(rows).toBe(12);
  });
});
