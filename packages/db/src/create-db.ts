import { type RestoreOptions, restoreBackup } from "./backup/restore-backup";
import { refuseUnfinishedRestore } from "./backup/unfinished-restore";
import { writeBackup } from "./backup/write-backup";
import { createClient, type Db } from "./create-client";
import type { Engine, PoolState } from "./engine";
import { createFindKey, type KeyLookupCounts, type StoredKey } from "./find-key";
import { findMigrations } from "./find-migrations";
import { createFindSession, type StoredSession } from "./find-session";
import { makeRoomFor } from "./in-transaction";
import { keepStatistics } from "./keep-statistics";
import { migrate } from "./migrate";
import { openPostgres } from "./open-postgres";
import { openPglite } from "./pglite/open-pglite";
import { listPendingMigrations } from "./read-history";
import { readMigrations } from "./read-migrations";
import { type KeyUse, saveKeyUse } from "./save-key-use";

export interface CreateDbOptions {
  /** Address of a PostgreSQL database. `dataDir` is then ignored. */
  url?: string | undefined;
  /** Directory of the embedded database. It is created when it is missing. */
  dataDir?: string | undefined;
  /** At most this many connections to PostgreSQL at once; 10 unless set. */
  poolSize?: number | undefined;
  /**
   * How many times as long as usual all time limits are; once unless set. Tests raise it, so that
   * none of them depends on the machine's speed.
   */
  patience?: number | undefined;
  /** Called with the text of each statement. Tests and benchmarks count statements with it. */
  onStatement?: ((sql: string) => void) | undefined;
  /** The folder `prisma/migrations`. Unless set, the nearest one above this code. */
  migrationsDir?: string | undefined;
}

/** How the database is used. `pool` is null for the embedded database. */
export interface DatabaseStats extends KeyLookupCounts {
  pool: PoolState | null;
}

/** An open database. */
export interface Database {
  engine: "pglite" | "postgres";
  /** How many times as long as usual time limits are, also of work that needs the database. */
  patience: number;
  client: Db;
  /**
   * Applies the pending migrations, one process at a time. Returns their names. Throws
   * MigrationError, or BackupError when a restore is unfinished.
   */
  migrate(): Promise<string[]>;
  /**
   * Returns the names of the pending migrations, oldest first. It asks the database only until all
   * are applied.
   */
  pendingMigrations(): Promise<string[]>;
  /** Rejects within 3 s when the database does not answer. */
  ping(): Promise<void>;
  /**
   * Runs urgent work of the owner. On the embedded database its statements go before all others. On
   * PostgreSQL `work` just runs.
   */
  urgently<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Returns whether long work should throw {@link GaveWay} now, because urgent work of another call
   * waits or runs. Ask where the work can be rolled back and run again. Always false on PostgreSQL.
   */
  shouldYield(): boolean;
  findKey(hash: Uint8Array): Promise<StoredKey | null>;
  /** Finds a login that has not ended, of an active user. @param id a UUID */
  findSession(id: string): Promise<StoredSession | null>;
  /** Counts since the database was opened. Costs nothing. */
  stats(): DatabaseStats;
  saveKeyUse(entries: readonly KeyUse[]): Promise<void>;
  /**
   * Refreshes the planner's statistics of the embedded engine for tables that changed much, and
   * vacuums them. Each table is one statement, which others wait for. Returns the names of these
   * tables; none on a server, which does this by itself.
   */
  refreshStatistics(): Promise<string[]>;
  /**
   * Calls `listener` when many rows were written, so that statistics may be old. Never on a server.
   * Only the last listener is called.
   */
  onManyRowsWritten(listener: () => void): void;
  /** Writes the whole database into a new file. Returns the number of rows. Throws BackupError. */
  backUp(file: string): Promise<{ rows: number }>;
  /**
   * Replaces the database with a backup and migrates it, as a whole or not at all. Open the
   * database anew afterwards. Throws BackupError.
   */
  restore(
    file: string,
    options?: Omit<RestoreOptions, "migrationsDir">,
  ): Promise<{ createdAt: string; rows: number }>;
  /** Ends every connection and unlocks the data directory. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * Opens the database of this installation: a PostgreSQL server when `url` is set, else PostgreSQL
 * inside this process with its files in `dataDir`. It does not migrate.
 *
 * @throws DataDirectoryInUseError
 * @example const db = await createDb({ dataDir: "data" }); await db.migrate();
 */
export async function createDb(options: CreateDbOptions): Promise<Database> {
  return toDatabase(await openEngine(options), options.migrationsDir);
}

async function openEngine({
  url,
  dataDir,
  poolSize,
  patience,
  onStatement,
}: CreateDbOptions): Promise<Engine> {
  if (url) return openPostgres({ url, poolSize, patience, onStatement });
  if (!dataDir) throw new Error("createDb needs the url of a PostgreSQL database or a dataDir");
  return openPglite({ dataDir, patience, onStatement });
}

/** The {@link Database} over either engine. */
export function toDatabase(engine: Engine, migrationsDir = findMigrations()): Database {
  const statistics = keepStatistics(engine);
  const client = createClient({ ...statistics, patience: engine.patience });
  makeRoomFor(client, engine.urgency);
  const { findKey, counts } = createFindKey(engine);
  // A migration that was applied stays applied, so it need not be asked for again.
  const applied = new Set<string>();
  const pendingMigrations = async () => {
    const migrations = await readMigrations(migrationsDir);
    const names = migrations.migrationDirectories.map(({ path }) => path);
    if (names.every((name) => applied.has(name))) return [];
    const pending = await listPendingMigrations(engine, migrations);
    for (const name of names) if (!pending.includes(name)) applied.add(name);
    return pending;
  };
  return {
    engine: engine.name,
    patience: engine.patience,
    client,
    migrate: async () => {
      await refuseUnfinishedRestore(engine);
      const names = await migrate(engine, migrationsDir);
      await pendingMigrations();
      return names;
    },
    pendingMigrations,
    ping: engine.ping,
    urgently: engine.urgency.urgently,
    shouldYield: engine.urgency.shouldYield,
    findKey,
    findSession: createFindSession(engine),
    stats: () => ({ ...counts, pool: engine.poolState() }),
    saveKeyUse: (entries) => saveKeyUse(engine, entries),
    refreshStatistics: statistics.refresh,
    onManyRowsWritten: statistics.onManyRowsWritten,
    backUp: async (file) => {
      await refuseUnfinishedRestore(engine);
      return writeBackup(engine, file);
    },
    restore: (file, options) => restoreBackup(engine, file, { ...options, migrationsDir }),
    close: async () => {
      await client.$disconnect();
      await engine.close();
    },
  };
}
