import { type RestoreOptions, restoreBackup } from "./backup/restore-backup";
import { refuseUnfinishedRestore } from "./backup/unfinished-restore";
import { writeBackup } from "./backup/write-backup";
import { createClient, type Db } from "./create-client";
import type { Engine, PoolState } from "./engine";
import { createFindKey, type KeyLookupCounts, type StoredKey } from "./find-key";
import { findMigrations } from "./find-migrations";
import { createFindSession, type StoredSession } from "./find-session";
import { keepStatistics } from "./keep-statistics";
import { migrate } from "./migrate";
import { openPostgres } from "./open-postgres";
import { openPglite } from "./pglite/open-pglite";
import { listPendingMigrations } from "./read-history";
import { readMigrations } from "./read-migrations";
import { type KeyUse, saveKeyUse } from "./save-key-use";
import { makeRoomFor } from "./transaction";

export interface CreateDbOptions {
  /** Address of a PostgreSQL database. Wins over `dataDir`. */
  url?: string | undefined;
  /** Directory of the embedded database; created when missing. */
  dataDir?: string | undefined;
  /** Most connections to PostgreSQL at once; 10 unless told. */
  poolSize?: number | undefined;
  /** Hears the text of every statement, for counting in tests and benchmarks. */
  onStatement?: ((sql: string) => void) | undefined;
  /** The folder `prisma/migrations`; found by itself above this code unless told. */
  migrationsDir?: string | undefined;
}

/** How the database is used; `pool` is null for the embedded one. */
export interface DatabaseStats extends KeyLookupCounts {
  pool: PoolState | null;
}

/** An open database. */
export interface Database {
  engine: "pglite" | "postgres";
  client: Db;
  /**
   * Applies what is pending, one process at a time, and answers the names. Throws MigrationError,
   * and BackupError over an unfinished restore.
   */
  migrate(): Promise<string[]>;
  /**
   * Names of the migrations that are not applied yet, oldest first. Asks only for those it has not
   * seen applied.
   */
  pendingMigrations(): Promise<string[]>;
  /** Rejects within 3 s when the database does not answer. */
  ping(): Promise<void>;
  /**
   * Runs `work`, of the owner's, that must not wait for long work of others: what it asks of the
   * embedded database goes before everything else there. On PostgreSQL it just runs.
   */
  urgently<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Whether long work should throw {@link GaveWay} now, at a place where it can be rolled back and
   * run again: somebody else's urgent work waits or runs. Always false on PostgreSQL.
   */
  shouldYield(): boolean;
  findKey(hash: Uint8Array): Promise<StoredKey | null>;
  /** A login that has not been ended, of an active person. @param id a UUID */
  findSession(id: string): Promise<StoredSession | null>;
  /** Counted since it was opened; costs nothing. */
  stats(): DatabaseStats;
  saveKeyUse(entries: readonly KeyUse[]): Promise<void>;
  /**
   * Tells the planner of the embedded engine what changed much in its tables, and clears them of
   * what is dead: table by table, each a statement that others wait for. Answers the tables that it
   * looked at, none on a server, which does so by itself.
   */
  refreshStatistics(): Promise<string[]>;
  /**
   * `listener` hears when statistics may be old, because many rows were written; never on a server.
   * The last one given hears it.
   */
  onManyRowsWritten(listener: () => void): void;
  /**
   * Writes all of it, as it is now, into a new file; answers the number of rows. Throws
   * BackupError.
   */
  backUp(file: string): Promise<{ rows: number }>;
  /**
   * Becomes what a backup holds, as a whole or not at all, and migrated. Throws BackupError. Open
   * it anew afterwards.
   */
  restore(
    file: string,
    options?: Omit<RestoreOptions, "migrationsDir">,
  ): Promise<{ createdAt: string; rows: number }>;
  /** Ends every connection and gives the data directory back. Calling it again does nothing. */
  close(): Promise<void>;
}

/**
 * Opens the database of this installation: a PostgreSQL server when `url` is given, else PostgreSQL
 * inside this process with its files in `dataDir`. Nothing is migrated yet.
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
  onStatement,
}: CreateDbOptions): Promise<Engine> {
  if (url) return openPostgres({ url, poolSize, onStatement });
  if (!dataDir) throw new Error("createDb needs the url of a PostgreSQL database or a dataDir");
  return openPglite({ dataDir, onStatement });
}

/** Everything this package offers, over either engine. */
export function toDatabase(engine: Engine, migrationsDir = findMigrations()): Database {
  const statistics = keepStatistics(engine);
  const client = createClient(statistics);
  makeRoomFor(client, engine.urgency);
  const { findKey, counts } = createFindKey(engine);
  // What has been applied stays applied: nobody need ask for it while the database is busy.
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
