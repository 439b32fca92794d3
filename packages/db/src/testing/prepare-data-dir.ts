import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { findMigrations } from "../find-migrations";
import { migrate } from "../migrate";
import { openPglite, UNICODE_LOCALE } from "../pglite/open-pglite";
import type { Prepared } from "./source";

/**
 * A test database needs neither a large log nor templates. Without them a copy is 14 MB instead of
 * 41 and ready in a third of the time.
 */
const INIT_PARAMS = [...UNICODE_LOCALE, "--wal-segsize=1"];
const DROP_TEMPLATES = [
  "update pg_database set datistemplate = false",
  "drop database template1",
  "drop database template0",
  "checkpoint",
];

/** Data directories are kept here from one run to the next, in a folder named by what made them. */
const KEPT = fileURLToPath(new URL("../../node_modules/.cache/pfn-test/", import.meta.url));

/**
 * Makes two embedded databases, an empty one and one that is migrated, and stores the data
 * directory of each as one file. A later run finds them, until a migration or the engine changes.
 */
export async function prepareDataDir(): Promise<Prepared> {
  const folder = join(KEPT, await digestOfMakers());
  if (!existsSync(folder)) await makeOnce(folder);
  const source = {
    engine: "pglite" as const,
    file: join(folder, "migrated.tar"),
    empty: join(folder, "empty.tar"),
  };
  return { source, remove: async () => undefined };
}

/** All that a data directory depends on: the engine, its settings and the migrations. */
async function digestOfMakers(): Promise<string> {
  const engine = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const hash = createHash("sha256").update(`${engine} ${[...INIT_PARAMS, ...DROP_TEMPLATES]}`);
  const migrations = findMigrations();
  for (const name of (await readdir(migrations, { recursive: true })).sort())
    if (name.endsWith(".sql")) hash.update(name).update(await readFile(join(migrations, name)));
  return hash.digest("hex").slice(0, 16);
}

/** Packages that are tested at once may all do it: the folder that is ready first stays. */
async function makeOnce(folder: string): Promise<void> {
  await mkdir(KEPT, { recursive: true });
  const making = await mkdtemp(`${folder}-`);
  try {
    await make(making);
    await rename(making, folder);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  const outdated = (await readdir(KEPT)).filter((name) => !name.startsWith(basename(folder)));
  for (const name of outdated) await rm(join(KEPT, name), { recursive: true, force: true });
}

async function make(making: string): Promise<void> {
  const dataDir = join(making, "data");
  const empty = await openPglite({ dataDir, initParams: INIT_PARAMS });
  await empty.withConnection(async (connection) => {
    for (const statement of DROP_TEMPLATES) await connection(statement);
  });
  await empty.close();
  await dump(dataDir, join(making, "empty.tar"));
  const engine = await openPglite({ dataDir });
  await migrate(engine, findMigrations());
  await engine.close();
  await dump(dataDir, join(making, "migrated.tar"));
  await rm(dataDir, { recursive: true });
}

async function dump(dataDir: string, file: string): Promise<void> {
  const database = await PGlite.create(join(dataDir, "postgres"));
  const archive = await database.dumpDataDir("none");
  await writeFile(file, Buffer.from(await archive.arrayBuffer()));
  await database.close();
}
