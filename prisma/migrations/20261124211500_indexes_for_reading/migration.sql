-- What lists, balances and reports of a large ledger read. None of it is in schema.prisma: indexes here are partial or carry columns
-- that only spare a visit to the table.

-- Balances are sums (invariant 3): an account's are read from this alone, account by account.
CREATE INDEX "transactions_balance_idx" ON "transactions" ("ledger_id", "account_id", "status", "date")
  INCLUDE ("amount_minor", "currency") WHERE "deleted_at" IS NULL;

-- What waits to be looked at is little, and is asked for often.
CREATE INDEX "transactions_unreviewed_idx" ON "transactions" ("ledger_id", "date" DESC, "id" DESC)
  WHERE "deleted_at" IS NULL AND "review" = 'unreviewed';
CREATE INDEX "transactions_pending_idx" ON "transactions" ("ledger_id", "date" DESC, "id" DESC)
  WHERE "deleted_at" IS NULL AND "status" = 'pending';

-- Reports go from each transaction to its lines and read there what they sum. The condition is always true; it makes the index partial,
-- which `pnpm db:diff` leaves alone.
CREATE INDEX "transaction_lines_sums_idx" ON "transaction_lines" ("transaction_id", "position")
  INCLUDE ("category_id", "amount_minor") WHERE "transaction_id" IS NOT NULL;
