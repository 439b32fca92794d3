-- What the bank states beside the rows of a ledger: the balance after a row, and the balance of an
-- account at the end of a day.

-- AlterTable
ALTER TABLE "transactions" ADD COLUMN "stated_balance" BIGINT;

-- CreateTable
CREATE TABLE "balance_checks" (
    "id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "on" DATE NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "import_id" UUID,
    "operation_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "balance_checks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "balance_checks_account_id_on_id_idx"
  ON "balance_checks"("account_id", "on" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "balance_checks_import_id_idx" ON "balance_checks"("import_id");

-- CreateIndex
CREATE INDEX "balance_checks_operation_id_idx" ON "balance_checks"("operation_id");

-- CreateIndex
CREATE INDEX "balance_checks_ledger_id_idx" ON "balance_checks"("ledger_id");

-- AddForeignKey
ALTER TABLE "balance_checks" ADD CONSTRAINT "balance_checks_ledger_id_fkey"
  FOREIGN KEY ("ledger_id") REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "balance_checks" ADD CONSTRAINT "balance_checks_account_id_ledger_id_fkey"
  FOREIGN KEY ("account_id", "ledger_id")
  REFERENCES "accounts"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "balance_checks" ADD CONSTRAINT "balance_checks_import_id_ledger_id_fkey"
  FOREIGN KEY ("import_id", "ledger_id")
  REFERENCES "imports"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "balance_checks" ADD CONSTRAINT "balance_checks_operation_id_ledger_id_fkey"
  FOREIGN KEY ("operation_id", "ledger_id")
  REFERENCES "operations"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Balances are minor units, at most 10^13 of them, as amounts are.
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_stated_balance_bounded"
  CHECK ("stated_balance" BETWEEN -10000000000000 AND 10000000000000);
ALTER TABLE "balance_checks" ADD CONSTRAINT "balance_checks_amount_bounded"
  CHECK ("amount_minor" BETWEEN -10000000000000 AND 10000000000000);
ALTER TABLE "balance_checks" ADD CONSTRAINT "balance_checks_version_positive"
  CHECK ("version" >= 1);

-- A preview looks for rows of the same day, amount and stated balance, tombstones included; a check
-- of a balance reads what the bank stated day by day.
CREATE INDEX "transactions_stated_idx"
  ON "transactions" ("account_id", "date", "amount_minor", "stated_balance")
  WHERE "stated_balance" IS NOT NULL;
