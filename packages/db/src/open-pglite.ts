import { join, resolve } from "node:path";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import type { Connection, Engine, Statement } from "./engine";
import { lockDataDirectory } from "./lock-data-directory";
import { createPgliteAdapter, type PgliteSession } from "./pglite-adapter";
import { createUrgency } from "./urgency";
import { withDeadline } from "./with-deadline";

/**
 * PGlite's own default, the plain C locale, would leave É and é two different letters to LOWER and ILIKE. Used when a
 * database is made.
 */
export const UNICODE_LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"];

export interface PgliteEngineOptions {
  /** Where the database lives; without it the database is in memory and ends with the process. */
  dataDir?: string | undefined;
  onStatement?: ((sql: string) => void) | undefined;
  /** Passed on to PGlite, for tests: a dumped data directory, compiled WebAssembly. */
  pglite?: PGliteOptions;
}

/** Starts PostgreSQL inside this process. */
export async function openPglite({ dataDir, onStatement, pglite }: PgliteEngineOptions): Promise<Engine> {
  const directory = dataDir === undefined ? undefined : resolve(dataDir);
  const unlock = directory === undefined ? () => undefined : lockDataDirectory(directory);
  try {
    const database = await PGlite.create({
      initDbStartParams: UNICODE_LOCALE,
      ...pglite,
      ...(directory && { dataDir: join(directory, "postgres") }),
    });
    // Prisma writes and reads timestamps without their offset, so the session has to be in UTC.
    await database.exec("SET TIME ZONE 'UTC'");
    return toEngine(database, { onStatement, unlock });
  } catch (error) {
    unlock();
    throw error;
  }
}

interface EngineParts {
  onStatement?: ((sql: string) => void) | undefined;
  unlock?: () => void;
}

/** The engine over a PGlite that is already running. */
export function toEngine(database: PGlite, { onStatement, unlock }: EngineParts = {}): Engine {
  const session = onStatement ? observe(database, onStatement) : database;
  const adapter = createPgliteAdapter(session);
  let closing: Promise<void> | undefined;
  return {
    name: "pglite",
    adapter,
    urgency: createUrgency(),
    query: <Row>(statement: Statement) => query<Row>(session, statement),
    // The lock on the directory already keeps every other process away.
    whileMigrating: (work) => work(adapter),
    withConnection: (work) => withConnection(database, work),
    poolState: () => null,
    close: () => {
      closing ??= database.close().finally(unlock);
      return closing;
    },
  };
}

async function query<Row>(session: PgliteSession, { text, values, withinMs }: Statement): Promise<Row[]> {
  const { rows } = await withDeadline(session.query<Row>(text, values), withinMs);
  return rows;
}

/** There is one connection only; whoever calls this has it to itself. */
async function withConnection<T>(database: PGlite, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection: Connection = async <Row>(text: string, values: unknown[] = []) =>
    (await database.query<Row>(text, values)).rows;
  try {
    return await work(connection);
  } finally {
    // Without a transaction this is a warning that nobody reads.
    await database.exec("rollback");
  }
}

function observe(database: PGlite, onStatement: (sql: string) => void): PgliteSession {
  return {
    query: (sql, ...rest) => {
      onStatement(sql);
      return database.query(sql, ...rest);
    },
    exec: (sql, ...rest) => {
      onStatement(sql);
      return database.exec(sql, ...rest);
    },
    transaction: async (work) => {
      onStatement("BEGIN");
      const result = await database.transaction((inner) => {
        const { query } = inner;
        inner.query = (sql, ...rest) => {
          onStatement(sql);
          return query(sql, ...rest);
        };
        return work(inner);
      });
      onStatement("COMMIT");
      return result;
    },
  };
}
