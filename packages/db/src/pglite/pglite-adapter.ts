import {
  DriverAdapterError,
  isDriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQueryable,
  type SqlResultSet,
  type Transaction,
} from "@prisma/driver-adapter-utils";
import type { Ask, Connection, OpenTransaction } from "./connection";

const IDENTITY = { provider: "postgres", adapterName: "pglite-prisma-adapter" } as const;

/** Prisma's adapter for the embedded database. The published adapter runs in the worker. */
export function createPgliteAdapter(connection: Connection): SqlMigrationAwareDriverAdapterFactory {
  return {
    ...IDENTITY,
    connect: () => Promise.resolve(adapt(connection)),
    connectToShadowDb: () =>
      Promise.reject(new Error("PGlite has no second database to try migrations on")),
  };
}

function adapt(connection: Connection): SqlDriverAdapter {
  return {
    ...queryable((question) => connection.ask(question)),
    executeScript: async (text) => {
      await connection.ask({ kind: "script", text }).catch(throwAsDriverError);
    },
    startTransaction: async (isolationLevel) =>
      toTransaction(await connection.begin(isolationLevel).catch(throwAsDriverError)),
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    dispose: () => Promise.resolve(),
  };
}

function toTransaction({ ask, end }: OpenTransaction): Transaction {
  const run = async (text: string) => {
    await ask({ kind: "script", text }).catch(throwAsDriverError);
  };
  return {
    ...queryable(ask),
    // We send BEGIN, COMMIT and ROLLBACK.
    options: { usePhantomQuery: true },
    commit: () => end("COMMIT").catch(throwAsDriverError),
    rollback: () => end("ROLLBACK").catch(throwAsDriverError),
    createSavepoint: (name) => run(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => run(`ROLLBACK TO SAVEPOINT ${name}`),
    releaseSavepoint: (name) => run(`RELEASE SAVEPOINT ${name}`),
  };
}

/** The worker returns the types of Prisma's interface for these two kinds of question. */
const queryable = (ask: Ask): SqlQueryable => ({
  ...IDENTITY,
  queryRaw: async (query) =>
    (await ask({ kind: "queryRaw", query }).catch(throwAsDriverError)) as SqlResultSet,
  executeRaw: async (query) =>
    (await ask({ kind: "executeRaw", query }).catch(throwAsDriverError)) as number,
});

/** Turns errors of scripts, and our own timeouts, into errors that Prisma passes on. */
function throwAsDriverError(error: unknown): never {
  if (isDriverAdapterError(error) || !(error instanceof Error)) throw error;
  const {
    code,
    severity = "ERROR",
    detail,
    column,
    hint,
  } = error as Error & Record<string, string | undefined>;
  if (code === undefined) throw error;
  const { message } = error;
  throw new DriverAdapterError({
    ...{ kind: "postgres", code, severity, message, detail, column, hint },
    ...{ originalCode: code, originalMessage: message },
  });
}
