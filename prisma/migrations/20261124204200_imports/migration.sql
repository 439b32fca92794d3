-- DropForeignKey
ALTER TABLE "imports" DROP CONSTRAINT "imports_account_id_ledger_id_fkey";

-- CreateIndex
CREATE INDEX "transactions_import_id_idx" ON "transactions"("import_id");

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_account_id_ledger_id_fkey" FOREIGN KEY ("account_id", "ledger_id") REFERENCES "accounts"("id", "ledger_id") ON DELETE CASCADE ON UPDATE NO ACTION;
