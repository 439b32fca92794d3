import { parseArgs } from "node:util";
import { refuseUnfinishedRestore } from "../backup/unfinished-restore";
import type { Engine } from "../engine";
import { findMigrations } from "../find-migrations";
import { forgetFailedMigration, migrate } from "../migrate";
import { openPostgres } from "../open-postgres";
import { openPglite } from "../pglite/open-pglite";

// `pnpm db:migrate` migrates the database of DATABASE_URL, or the one in PFN_DATA_DIR.
// `--retry <name>` first clears the record of a migration that failed and left nothing behind.

const { values } = parseArgs({ options: { retry: { type: "string" } } });
const { DATABASE_URL: url, PFN_DATA_DIR: dataDir } = process.env;

let engine: Engine | undefined;
try {
  if (!url && !dataDir)
    throw new Error("Set DATABASE_URL or PFN_DATA_DIR to say which database to migrate.");
  engine = await (url ? openPostgres({ url }) : openPglite({ dataDir }));
  await refuseUnfinishedRestore(engine);
  if (values.retry) await forgetFailedMigration(engine, values.retry);
  const applied = await migrate(engine, findMigrations());
  console.log(applied.length > 0 ? `Applied: ${applied.join(", ")}` : "Nothing to apply.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await engine?.close();
}
