import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  backupOf,
  listStoredReleases,
  readSameRows,
  readStoredRows,
  type Tables,
  unpackRelease,
} from "@pfn/db/testing/releases";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { inDatabase, listEngines, type Settings } from "./engines";
import { emailOf, PASSWORDS } from "./release/ask";
import { PUBLISHED } from "./release/published-keys";
import { runPfn } from "./run-pfn";
import { type PfnProcess, startPfn } from "./start-pfn";
import { createVisitor } from "./visitor";

// The built server starts on what each release left on a disk.

const engines = listEngines();
const releases = await listStoredReleases();
const started: PfnProcess[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const pfn of started.splice(0)) await pfn.remove();
});
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

/** What a server writes by itself when keys are used and people sign in. */
const OF_USE = [
  "audit_events",
  "integration_key_days",
  "integration_key_sources",
  "integration_keys",
  "login_sessions",
];

const booksOf = (tables: Tables): Tables =>
  Object.fromEntries(Object.entries(tables).filter(([table]) => !OF_USE.includes(table)));

/** Keys that nobody used for 180 days end by themselves. These were used just now. */
const markKeysUsed = (settings: Settings) =>
  inDatabase(settings, (db) => db.integrationKey.updateMany({ data: { lastUsedAt: new Date() } }));

/** Starts the server, lets keys and a person in, and stops it. */
async function expectItServes(settings: Settings): Promise<void> {
  const pfn = await startPfn(settings);
  started.push(pfn);
  const statusOf = async (key: string | undefined) => {
    const headers = { authorization: `Bearer ${key}` };
    return (await fetch(`${pfn.url}/api/v1/accounts`, { headers })).status;
  };
  const { live, test, reader, burned, revoked } = PUBLISHED;
  for (const works of [live, test, reader]) expect(await statusOf(works?.key)).toBe(200);
  for (const ended of [burned, revoked]) expect(await statusOf(ended?.key)).toBe(401);
  const ada = { email: emailOf("Ada"), password: `${PASSWORDS}Ada` };
  expect((await createVisitor(pfn.url).signIn(ada)).headers.get("location")).toBe("/");
  pfn.child.kill("SIGTERM");
  expect(await pfn.ended).toBe(0);
}

async function expectEverythingWorks(version: string, settings: Settings): Promise<void> {
  const stored = booksOf(await readStoredRows(version));
  await markKeysUsed(settings);
  await expectItServes(settings);
  await expectItServes(settings);
  expect(await inDatabase(settings, (db) => readSameRows(db, stored))).toEqual(stored);
}

describe.each(releases)("O4, K11: after the update from %s", (version) => {
  it.each(engines)(
    "a backup serves on %s, restarted too: keys work, ended ones do not, no row is lost",
    async (_, newDatabase) => {
      const settings = await newDatabase();
      expect(await runPfn(["restore", backupOf(version)], settings)).toMatchObject({ status: 0 });
      await expectEverythingWorks(version, settings);
    },
  );

  it("a folder serves, restarted too: keys work, ended ones do not, no row is lost", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pfn-upgrade-"));
    folders.push(folder);
    const settings = { PFN_DATA_DIR: await unpackRelease(version, folder) };
    await expectEverythingWorks(version, settings);
  });
});
