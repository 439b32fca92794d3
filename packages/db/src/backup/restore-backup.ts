import type { Connection, Engine } from "../engine";
import { findMigrations } from "../find-migrations";
import { migrate } from "../migrate";
import { readMigrations } from "../read-migrations";
import { SQUASH_REMEDY, toPresentNames } from "../squashed-migrations";
import { BackupError } from "./backup-error";
import { loadRows } from "./load-rows";
import { moveObjects } from "./move-objects";
import { type BackupHeader, checkBackup } from "./read-backup";
import { BEFORE, isRestoreUnfinished } from "./unfinished-restore";

export interface RestoreOptions {
  /** Replaces a database that has users. */
  force?: boolean;
  /** Runs before a server may use the database, for example to revoke keys (O3). */
  beforeEnd?: () => Promise<void>;
  migrationsDir?: string;
}

/**
 * Restores a backup of either engine: the schema of its time, its rows, then the migrations since.
 * It succeeds as a whole or leaves the database as it was. After a kill, repeat the restore.
 *
 * An old backup revives keys and logins that were ended since (O3). The caller must accept this or
 * end them.
 *
 * @returns when the backup was made, and its number of rows
 * @throws BackupError
 */
export async function restoreBackup(
  engine: Engine,
  file: string,
  { force = false, beforeEnd, migrationsDir = findMigrations() }: RestoreOptions = {},
): Promise<{ createdAt: string; rows: number }> {
  const { createdAt, rows, ...backup } = await checkBackup(file);
  const migrations = await findMigrationsOf(backup, migrationsDir);
  await engine.withConnection(async (connection) => {
    await refuseRunning(connection, engine);
    await revert(connection);
    if (!force) await refusePeople(connection);
    await moveObjects(connection, { from: "public", to: BEFORE });
  });
  try {
    await migrate(engine, migrationsDir, { only: migrations });
    await engine.withConnection((connection) => loadRows(connection, file));
    await migrate(engine, migrationsDir);
    await beforeEnd?.();
  } catch (error) {
    await engine.withConnection(revert);
    throw error;
  }
  await engine.withConnection((connection) => connection(`drop schema "${BEFORE}" cascade`));
  return { createdAt, rows };
}

/** Undoes an unfinished restore. */
async function revert(connection: Connection): Promise<void> {
  if (!(await isRestoreUnfinished(connection))) return;
  await moveObjects(connection, { from: "public", to: "pfn_unfinished_restore" });
  await connection("drop schema pfn_unfinished_restore cascade");
  await moveObjects(connection, { from: BEFORE, to: "public" });
}

/** The migrations that make the schema of the backup. */
async function findMigrationsOf(
  backup: Pick<BackupHeader, "migrations">,
  folder: string,
): Promise<string[]> {
  const { names, missing } = toPresentNames(backup.migrations);
  if (missing.length > 0) {
    throw new BackupError(
      `The backup was made before the migrations were squashed, and it lacks ` +
        `${missing.join(", ")}. Restore it ${SQUASH_REMEDY}, make a new backup there, and ` +
        "restore that one.",
    );
  }
  const { migrationDirectories } = await readMigrations(folder);
  const known = new Set(migrationDirectories.map(({ path }) => path));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length === 0) return names;
  throw new BackupError(
    `The backup was made by a newer pfn (${unknown.join(", ")}). Update pfn, then restore it.`,
  );
}

/** On PGlite the lock on the directory does this. */
async function refuseRunning(connection: Connection, { name }: Engine): Promise<void> {
  if (name === "pglite") return;
  const others = await connection(
    `select from pg_stat_activity
     where datname = current_database() and application_name ~ '^pfn [0-9a-f]{8}( |$)'
       and application_name <> current_setting('application_name')`,
  );
  if (others.length === 0) return;
  throw new BackupError(
    "A pfn is connected to this database: stop every instance first, then restore.",
  );
}

async function refusePeople(connection: Connection): Promise<void> {
  const [table] = await connection<{ is: boolean }>(
    "select to_regclass('public.users') is not null as is",
  );
  if (!table?.is) return;
  const people = await connection("select from users limit 1");
  if (people.length === 0) return;
  throw new BackupError(
    "This database has users. Restore into an empty one, or add --force to replace " +
      "everything in it.",
  );
}
