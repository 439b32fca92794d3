import {
  isDriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQueryable,
} from "@prisma/driver-adapter-utils";

/**
 * Removes the rows that PostgreSQL quotes in its errors (L2, L3). A quoted row holds hashes, payees
 * and amounts, and Prisma passes it on in its own errors, which reach logs.
 */
export function hideRows(
  factory: SqlMigrationAwareDriverAdapterFactory,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => hideInAdapter(await factory.connect()),
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}

function hideInAdapter(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const begin = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => {
    const transaction = hideInQueries(await begin(isolationLevel));
    const commit = transaction.commit.bind(transaction);
    transaction.commit = () => commit().catch(throwWithoutRow);
    return transaction;
  };
  return hideInQueries(adapter);
}

function hideInQueries<Queries extends SqlQueryable>(queries: Queries): Queries {
  const queryRaw = queries.queryRaw.bind(queries);
  const executeRaw = queries.executeRaw.bind(queries);
  queries.queryRaw = (query) => queryRaw(query).catch(throwWithoutRow);
  queries.executeRaw = (query) => executeRaw(query).catch(throwWithoutRow);
  return queries;
}

function throwWithoutRow(error: unknown): never {
  if (isDriverAdapterError(error) && error.cause.kind === "postgres")
    error.cause.detail = undefined;
  throw error;
}
