const API = "packages/api/src/";

/**
 * Imports that still run upwards or close a circle. A line goes with the move that ends its import,
 * and none is added.
 */
export const OPEN: ReadonlySet<string> = new Set(
  [
    ["common/audit/list-audit.ts", "identity/principal.ts"],
    ["create-runtime.ts", "http/ops/metrics.ts"],
    ["features/accounts/create-account.ts", "features/transactions/new-transaction.ts"],
    ["features/accounts/schema.ts", "features/operations/schema.ts"],
    ["features/categories/schema.ts", "features/operations/schema.ts"],
    ["features/imports/schema.ts", "features/operations/schema.ts"],
    ["features/integration-keys/issue-key.ts", "features/profile/change-password.ts"],
    ["features/integration-keys/issue-key.ts", "features/profile/sessions.ts"],
    ["features/transactions/schema.ts", "features/operations/schema.ts"],
    ["features/transactions/update-transactions.ts", "features/operations/require-scopes.ts"],
    ["features/transfers/create-transfer.ts", "features/transactions/new-transaction.ts"],
    ["features/transfers/create-transfer.ts", "features/transactions/read-lines.ts"],
    ["features/transfers/link-transfer.ts", "features/transactions/new-transaction.ts"],
    ["features/transfers/schema.ts", "features/operations/schema.ts"],
    ["identity/key-use-recorder.ts", "identity/verify-key.ts"],
    ["ledger/entities/entity-store.ts", "ledger/entities/entities.ts"],
    ["ledger/entities/load-transactions.ts", "ledger/entities/transaction.ts"],
    ["ledger/entities/transaction.ts", "features/transfers/find-transfers.ts"],
    ["ledger/idempotency.ts", "ledger/run-operation.ts"],
    ["ledger/revert.ts", "features/operations/read-changes.ts"],
  ].map(([from, to]) => `${API}${from} -> ${API}${to}`),
);
