-- What an import in force calls its account in its file, by hash. It comes and goes with the
-- import, so the last one in force says where files of that name went.

-- CreateTable
CREATE TABLE "account_refs" (
    "import_id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "ref_hash" BYTEA NOT NULL,
    "tail" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_refs_pkey" PRIMARY KEY ("import_id")
);

-- CreateIndex
CREATE INDEX "account_refs_ledger_id_ref_hash_created_at_idx"
  ON "account_refs"("ledger_id", "ref_hash", "created_at" DESC);

-- CreateIndex
CREATE INDEX "account_refs_account_id_idx" ON "account_refs"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "account_refs_import_id_ledger_id_key"
  ON "account_refs"("import_id", "ledger_id");

-- AddForeignKey
ALTER TABLE "account_refs" ADD CONSTRAINT "account_refs_ledger_id_fkey"
  FOREIGN KEY ("ledger_id") REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_refs" ADD CONSTRAINT "account_refs_import_id_ledger_id_fkey"
  FOREIGN KEY ("import_id", "ledger_id")
  REFERENCES "imports"("id", "ledger_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "account_refs" ADD CONSTRAINT "account_refs_account_id_ledger_id_fkey"
  FOREIGN KEY ("account_id", "ledger_id")
  REFERENCES "accounts"("id", "ledger_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- A name is kept as its hash, and no more of it than tells one account from another.
ALTER TABLE "account_refs" ADD CONSTRAINT "account_refs_hash_length"
  CHECK (octet_length("ref_hash") = 32);
ALTER TABLE "account_refs" ADD CONSTRAINT "account_refs_tail_length"
  CHECK (char_length("tail") BETWEEN 1 AND 4);
