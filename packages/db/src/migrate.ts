import type {
  DiagnoseMigrationHistoryOutput,
  SchemaEngine,
  SchemaFilter,
} from "@prisma/schema-engine-wasm";
import { adoptSquashed } from "./adopt-squashed";
import type { Engine } from "./engine";
import { MigrationError } from "./migration-error";
import { isUpToDate } from "./read-history";
import { readMigrations } from "./read-migrations";
import { openSchemaEngine } from "./schema-engine";

/** The migrations manage everything in the database. */
export const NO_FILTER: SchemaFilter = { externalTables: [], externalEnums: [] };

/**
 * Applies the migrations in `folder` that the database lacks. One process migrates at a time; a
 * process that waited finds nothing left to do (O4).
 *
 * @param only the migrations of an older release, for restoring its backup
 * @returns the names of the migrations that this call applied, oldest first
 * @throws MigrationError when a migration fails or failed before, when one was edited after it had
 *   been applied, or when the database is older than the squash of the migrations
 */
export async function migrate(
  engine: Engine,
  folder: string,
  { only }: { only?: readonly string[] } = {},
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  if (only)
    migrations.migrationDirectories = migrations.migrationDirectories.filter(({ path }) =>
      only.includes(path),
    );
  if (await isUpToDate(engine, migrations)) return [];
  await adoptSquashed(engine, migrations);
  return withSchemaEngine(engine, async (schemaEngine) => {
    const request = { migrationsList: migrations, filters: NO_FILTER };
    refuseBrokenHistory(
      await schemaEngine.diagnoseMigrationHistory({ ...request, optInToShadowDatabase: false }),
    );
    const { appliedMigrationNames } = await schemaEngine
      .applyMigrations(request)
      .catch(throwAsMigrationError);
    return appliedMigrationNames;
  });
}

/**
 * Records that a failed migration left nothing behind, so that the next {@link migrate} tries it
 * again.
 */
export async function forgetFailedMigration(engine: Engine, migrationName: string): Promise<void> {
  await withSchemaEngine(engine, (schemaEngine) =>
    schemaEngine.markMigrationRolledBack({ migrationName }),
  );
}

function withSchemaEngine<T>(
  engine: Engine,
  work: (schemaEngine: SchemaEngine) => Promise<T>,
): Promise<T> {
  return engine.whileMigrating(async (adapter) => {
    const schemaEngine = await openSchemaEngine(adapter);
    try {
      return await work(schemaEngine);
    } finally {
      schemaEngine.free();
    }
  });
}

function refuseBrokenHistory({
  editedMigrationNames,
  failedMigrationNames,
}: DiagnoseMigrationHistoryOutput): void {
  const failed = failedMigrationNames.join(", ");
  if (failed) {
    const remedy =
      "Remove the cause and anything that the migration left in the database, then run: " +
      `pnpm db:migrate --retry ${failed}`;
    throw new MigrationError(`Migration ${failed} failed earlier. ${remedy}`);
  }
  const edited = editedMigrationNames.join(", ");
  if (edited) {
    const remedy = "Restore the file and put the change into a new migration.";
    throw new MigrationError(
      `Migration ${edited} was edited after this database had applied it. ${remedy}`,
    );
  }
}

/** The schema engine reports a failed script as one long text with its own stack trace. */
function throwAsMigrationError(error: unknown): never {
  const text = error instanceof Error ? error.message : String(error);
  const name = /migration_name="([^"]+)"/.exec(text)?.[1];
  const reason = /^Error querying the database: (.*)$/m.exec(text)?.[1] ?? text.split("\n")[0];
  throw new MigrationError(`Migration ${name ?? "(unknown)"} failed: ${reason}`, { cause: error });
}
