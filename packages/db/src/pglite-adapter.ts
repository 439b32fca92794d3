import { messages, type PGlite, type Transaction as PgliteTransaction } from "@electric-sql/pglite";
import {
  DriverAdapterError,
  type IsolationLevel,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type Transaction,
} from "@prisma/driver-adapter-utils";
import { PrismaPGlite } from "pglite-prisma-adapter";

/** The part of PGlite that Prisma needs. */
export type PgliteSession = Pick<PGlite, "query" | "exec" | "transaction">;

const IDENTITY = { provider: "postgres", adapterName: "pglite-prisma-adapter" } as const;

/**
 * Prisma's adapter for PGlite, with two of the published adapter's habits put right: it neither waits for a script nor
 * for a COMMIT to succeed, so a broken migration or a violated deferred constraint would look like success.
 */
export function createPgliteAdapter(session: PgliteSession): SqlMigrationAwareDriverAdapterFactory {
  const connect = async () => adapt(session, await bare(session));
  return {
    ...IDENTITY,
    connect,
    connectToShadowDb: () => Promise.reject(new Error("PGlite has no second database to try migrations on")),
  };
}

/** The published adapter's conversion of values, rows and errors, over a session or a transaction. */
function bare(session: PgliteSession | PgliteTransaction): Promise<SqlDriverAdapter> {
  // It is typed to take a whole PGlite, of which queries use `query` alone.
  return new PrismaPGlite(session as PGlite).connect();
}

function adapt(session: PgliteSession, inner: SqlDriverAdapter): SqlDriverAdapter {
  return {
    ...IDENTITY,
    queryRaw: (query) => inner.queryRaw(query),
    executeRaw: (query) => inner.executeRaw(query),
    executeScript: async (script) => {
      await session.exec(script).catch(throwAsDriverError);
    },
    startTransaction: (isolationLevel) => startTransaction(session, isolationLevel),
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    dispose: () => Promise.resolve(),
  };
}

/** PGlite runs a transaction as one callback; Prisma wants to begin and end it by separate calls. */
function startTransaction(session: PgliteSession, isolationLevel?: IsolationLevel): Promise<Transaction> {
  return new Promise((begun, notBegun) => {
    const finished = session.transaction(async (transaction) => {
      if (isolationLevel) await transaction.exec(`SET TRANSACTION ISOLATION LEVEL ${isolationLevel}`);
      const inner = await bare(transaction);
      const decision = new Promise<"commit" | "rollback">((decide) => {
        const end = async (how: "commit" | "rollback") => {
          decide(how);
          await finished.catch(throwAsDriverError);
        };
        begun(toTransaction(inner, end));
      });
      if ((await decision) === "rollback") await transaction.rollback();
    });
    finished.catch((error: unknown) => notBegun(asDriverError(error)));
  });
}

function toTransaction(inner: SqlDriverAdapter, end: (how: "commit" | "rollback") => Promise<void>): Transaction {
  const run = async (sql: string) => {
    await inner.executeRaw({ sql, args: [], argTypes: [] });
  };
  return {
    ...IDENTITY,
    // PGlite itself sends BEGIN, COMMIT and ROLLBACK.
    options: { usePhantomQuery: true },
    queryRaw: (query) => inner.queryRaw(query),
    executeRaw: (query) => inner.executeRaw(query),
    commit: () => end("commit"),
    rollback: () => end("rollback"),
    createSavepoint: (name) => run(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => run(`ROLLBACK TO SAVEPOINT ${name}`),
    releaseSavepoint: (name) => run(`RELEASE SAVEPOINT ${name}`),
  };
}

function throwAsDriverError(error: unknown): never {
  throw asDriverError(error);
}

function asDriverError(error: unknown): unknown {
  if (!(error instanceof messages.DatabaseError)) return error;
  const { code = "XX000", severity = "ERROR", message, detail, column, hint } = error;
  return new DriverAdapterError({
    ...{ kind: "postgres", code, severity, message, detail, column, hint },
    ...{ originalCode: code, originalMessage: message },
  });
}
