-- An idempotency key is looked up among those of the integration key that sent it, or of the owner (key_id is null).
DROP INDEX "operations_ledger_id_procedure_idempotency_key_idx";

CREATE INDEX "operations_ledger_id_key_id_procedure_idempotency_key_idx" ON "operations"("ledger_id", "key_id", "procedure", "idempotency_key");
