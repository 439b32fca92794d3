import type { Connection, Engine } from "../engine";
import { findMigrations } from "../find-migrations";
import { migrate } from "../migrate";
import { readMigrations } from "../read-migrations";
import { BackupError } from "./backup-error";
import { loadRows } from "./load-rows";
import { moveObjects } from "./move-objects";
import { checkBackup } from "./read-backup";
import { BEFORE, isRestoreUnfinished } from "./unfinished-restore";

export interface RestoreOptions {
  /** Replace a database that holds people already. */
  force?: boolean;
  /**
   * What belongs to the restore and has to happen before any server may use the database, such as
   * revoking keys (O3).
   */
  beforeEnd?: () => Promise<void>;
  migrationsDir?: string;
}

/**
 * Brings back a backup, whichever engine wrote it: the schema as it was then, the rows, and the
 * migrations since. It succeeds as a whole or leaves the database as it was, also when the process
 * is killed and the restore is then repeated.
 *
 * An old backup revives keys and logins that were ended since (O3): the caller has to say so, or to
 * end them.
 *
 * @returns when the backup was made, and how many rows it holds
 * @throws BackupError
 */
export async function restoreBackup(
  engine: Engine,
  file: string,
  { force = false, beforeEnd, migrationsDir = findMigrations() }: RestoreOptions = {},
): Promise<{ createdAt: string; rows: number }> {
  const { createdAt, rows, migrations } = await checkBackup(file);
  await refuseUnknown(migrations, migrationsDir);
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

/** Undoes a restore that did not come to its end. */
async function revert(connection: Connection): Promise<void> {
  if (!(await isRestoreUnfinished(connection))) return;
  await moveObjects(connection, { from: "public", to: "pfn_unfinished_restore" });
  await connection("drop schema pfn_unfinished_restore cascade");
  await moveObjects(connection, { from: BEFORE, to: "public" });
}

async function refuseUnknown(migrations: readonly string[], folder: string): Promise<void> {
  const { migrationDirectories } = await readMigrations(folder);
  const known = new Set(migrationDirectories.map(({ path }) => path));
  const unknown = migrations.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new BackupError(
    `The backup is of a newer pfn (${unknown.join(", ")}): update pfn, then restore.`,
  );
}

/** PGlite needs no such question: its directory is locked. */
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
    "This database is in use: restore into an empty one, or add --force to replace all that is in it.",
  );
}
