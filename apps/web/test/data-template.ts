import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** Where the runner keeps the template of its run. Each runner sets it before its workers start. */
const FOLDER = "PFN_TEST_TEMPLATE";

/**
 * The global setup of Vitest and Playwright: a folder for the template, gone when the run ends.
 * Nothing is made before a test asks for a server.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "pfn-template-"));
  process.env[FOLDER] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/**
 * Fills `dataDir` with an empty, migrated database. A start on it takes a third of the time of a
 * start on nothing. `make` prepares a data directory for all that follow; it runs once a run, and
 * the others wait for it.
 */
export async function copyTemplate(
  dataDir: string,
  make: (dataDir: string) => Promise<void>,
): Promise<void> {
  const folder = process.env[FOLDER];
  if (folder === undefined) return;
  const template = join(folder, "data");
  const making = join(folder, "making");
  while (!(await copied(template, dataDir))) {
    if (await claim(join(folder, "claimed"))) await makeOnce(making, template, make);
    else await setTimeout(100);
  }
}

/** When it fails, the test that tried says why, and the next one tries again. */
async function makeOnce(
  making: string,
  template: string,
  make: (dataDir: string) => Promise<void>,
): Promise<void> {
  try {
    await make(making);
    await rename(making, template);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    await rm(join(making, "../claimed"), { recursive: true });
    throw error;
  }
}

/** True for the one who asks first. */
const claim = (path: string): Promise<boolean> =>
  mkdir(path).then(
    () => true,
    () => false,
  );

async function copied(template: string, dataDir: string): Promise<boolean> {
  try {
    await cp(template, dataDir, { recursive: true });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}
