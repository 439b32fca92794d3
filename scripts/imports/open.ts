const API = "packages/api/src/";

/**
 * Imports that still run upwards or close a circle. A line goes with the move that ends its import,
 * and none is added.
 */
export const OPEN: ReadonlySet<string> = new Set(
  [
    ["features/accounts/create-account.ts", "features/transactions/new-transaction.ts"],
    ["features/accounts/schema.ts", "features/operations/schema.ts"],
    ["features/categories/schema.ts", "features/operations/schema.ts"],
    ["features/imports/schema.ts", "features/operations/schema.ts"],
    ["features/transactions/schema.ts", "features/operations/schema.ts"],
    ["features/transactions/update-transactions.ts", "features/operations/require-scopes.ts"],
    ["features/transfers/create-transfer.ts", "features/transactions/new-transaction.ts"],
    ["features/transfers/create-transfer.ts", "features/transactions/read-lines.ts"],
    ["features/transfers/link-transfer.ts", "features/transactions/new-transaction.ts"],
    ["features/transfers/schema.ts", "features/operations/schema.ts"],
    ["ledger/entities/entity-store.ts", "ledger/entities/entities.ts"],
    ["ledger/entities/load-transactions.ts", "ledger/entities/transaction.ts"],
    ["ledger/entities/transaction.ts", "features/transfers/find-transfers.ts"],
    ["ledger/idempotency.ts", "ledger/run-operation.ts"],
    ["ledger/revert.ts", "features/operations/read-changes.ts"],
  ].map(([from, to]) => `${API}${from} -> ${API}${to}`),
);
