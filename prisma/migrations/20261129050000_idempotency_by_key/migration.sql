-- An idempotency key is looked up among those of the integration key that sent it, or of the owner (key_id is null). Requests without one
-- are not in the index: with every operation of the ledger in it, a look for one operation by its id and ledger (each row's foreign key)
-- could be planned as a walk over all of them, while nothing was known of the table. Not in schema.prisma: it is partial.
DROP INDEX "operations_ledger_id_procedure_idempotency_key_idx";

CREATE INDEX "operations_idempotency_idx" ON "operations" ("ledger_id", "key_id", "procedure", "idempotency_key")
  WHERE "idempotency_key" IS NOT NULL;
