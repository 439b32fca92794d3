-- A statement that goes from a transaction to its lines of some category took the index of categories where statistics were missing, and
-- with it all lines without category for every single row: minutes where there were 50,000. With the transaction in that index the same
-- step finds the one line, whatever the planner believes of their number.
CREATE INDEX "transaction_lines_category_id_transaction_id_idx" ON "transaction_lines"("category_id", "transaction_id");
DROP INDEX "transaction_lines_category_id_idx";

-- No statement searches inside JSON, so nothing needs to be known of it, and it is by far the most there is to read.
ALTER TABLE "changes" ALTER COLUMN "before" SET STATISTICS 0, ALTER COLUMN "after" SET STATISTICS 0;
ALTER TABLE "operations" ALTER COLUMN "result" SET STATISTICS 0;
ALTER TABLE "import_rows" ALTER COLUMN "parsed" SET STATISTICS 0, ALTER COLUMN "verdict" SET STATISTICS 0;
