import type {
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
} from "@prisma/driver-adapter-utils";

/**
 * Hears of rows that statements wrote, and when nothing is under way any more that may take them
 * back.
 */
export interface WriteListener {
  written: (rows: number) => void;
  ended: () => void;
}

/**
 * What begins a statement that writes, also behind `with`; a statement that only locks rows is
 * none.
 */
const WRITES = /\b(?:insert\s+into|delete\s+from|(?<!\bfor\s+(?:no\s+key\s+)?)update)\s/i;

/**
 * Tells `listener` how many rows statements wrote, and of the end of each transaction. Rows count
 * whether they are committed or not: what is rolled back stays on disk as well.
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
