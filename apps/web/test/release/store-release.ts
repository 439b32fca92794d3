import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDb } from "@pfn/db";
import { backupOf, packRelease } from "@pfn/db/testing/releases";
import { VERSION } from "@pfn/keys/version";
import { runPfn } from "../run-pfn";
import { startPfn } from "../start-pfn";
import { publishKeys } from "./published-keys";
import { tellStory } from "./tell-story";

// `pnpm release:store`, after a build: stores what this version leaves on a disk, as a backup and
// as an embedded directory. Later versions are tested with both.

const folder = await mkdtemp(join(tmpdir(), "pfn-release-"));
const dataDir = join(folder, "data");
const settings = { PFN_DATA_DIR: dataDir };
try {
  await playOnServer();
  const database = await createDb({ dataDir });
  await publishKeys(database.client);
  await database.close();
  await rm(backupOf(VERSION), { force: true });
  const { status, stderr } = await runPfn(["backup", backupOf(VERSION)], settings);
  if (status !== 0) throw new Error(stderr);
  // It signs cookies, and a server without one makes its own.
  await rm(join(dataDir, "auth-secret"));
  await packRelease(VERSION, folder);
  console.log(`Stored ${VERSION}.`);
} finally {
  await rm(folder, { recursive: true });
}

async function playOnServer(): Promise<void> {
  const pfn = await startPfn(settings);
  try {
    await tellStory(pfn.url);
    pfn.child.kill("SIGTERM");
    await pfn.ended;
  } finally {
    await pfn.remove();
  }
}
