import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
} from "@prisma/driver-adapter-utils";

/**
 * Receives the number of rows that statements wrote. `ended` is called when a statement or its
 * transaction is over, so that the rows can no longer be rolled back.
 */
export interface WriteListener {
  written: (rows: number) => void;
  ended: () => void;
}

/** Matches a statement that writes, also after `with`, but not one that only locks rows. */
const WRITES = /\b(?:insert\s+into|delete\s+from|(?<!\bfor\s+(?:no\s+key\s+)?)update)\s/i;

/**
 * Tells `listener` how many rows statements wrote, and when each transaction ends. Rows that are
 * rolled back count too, because they stay on disk.
 */
export function countWrittenRows(
  factory: SqlMigrationAwareDriverAdapterFactory,
  listener: WriteListener,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => countInAdapter(await factory.connect(), listener),
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
}

function countInAdapter(adapter: SqlDriverAdapter, listener: WriteListener): SqlDriverAdapter {
  const begin = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => {
    const transaction = countInQueries(await begin(isolationLevel), listener.written);
    const commit = transaction.commit.bind(transaction);
    const rollback = transaction.rollback.bind(transaction);
    transaction.commit = () => commit().finally(listener.ended);
    transaction.rollback = () => rollback().finally(listener.ended);
    return transaction;
  };
  return countInQueries(adapter, (rows) => {
    listener.written(rows);
    listener.ended();
  });
}

function countInQueries<Queries extends SqlQueryable>(
  queries: Queries,
  written: (rows: number) => void,
): Queries {
  const queryRaw = queries.queryRaw.bind(queries);
  const executeRaw = queries.executeRaw.bind(queries);
  queries.queryRaw = async (query: SqlQuery) => {
    const result = await queryRaw(query);
    if (result.rows.length > 0 && WRITES.test(query.sql)) written(result.rows.length);
    return result;
  };
  queries.executeRaw = async (query: SqlQuery) => {
    const rows = await executeRaw(query);
    if (rows > 0) written(rows);
    return rows;
  };
  return queries;
}
