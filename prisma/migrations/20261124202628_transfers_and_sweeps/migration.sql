-- AlterTable
ALTER TABLE "transfers" ADD COLUMN     "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "operation_sweeps" (
    "operation_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "target_id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,

    CONSTRAINT "operation_sweeps_pkey" PRIMARY KEY ("operation_id","index")
);

-- CreateIndex
CREATE INDEX "operation_sweeps_target_id_idx" ON "operation_sweeps"("target_id");

-- CreateIndex
CREATE INDEX "transfers_ledger_id_idx" ON "transfers"("ledger_id");

-- AddForeignKey
ALTER TABLE "operation_sweeps" ADD CONSTRAINT "operation_sweeps_operation_id_ledger_id_fkey" FOREIGN KEY ("operation_id", "ledger_id") REFERENCES "operations"("id", "ledger_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation_sweeps" ADD CONSTRAINT "operation_sweeps_target_id_ledger_id_fkey" FOREIGN KEY ("target_id", "ledger_id") REFERENCES "operations"("id", "ledger_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "transfers"
  ADD CONSTRAINT "transfers_version_positive" CHECK ("version" >= 1);

-- A session that first checked a few rows of small tables keeps that plan, a scan of the whole table, for the check of
-- every row of a large import. These functions look up single rows, so an index is always the right way.
ALTER FUNCTION "assert_lines"(uuid) SET enable_seqscan = off;
ALTER FUNCTION "assert_transfer"(uuid) SET enable_seqscan = off;
ALTER FUNCTION "check_leg"() SET enable_seqscan = off;
ALTER FUNCTION "check_category_level"() SET enable_seqscan = off;
