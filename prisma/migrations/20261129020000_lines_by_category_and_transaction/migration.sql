-- A statement that goes from a transaction to its lines of some category took the index of categories where statistics were missing, and
-- with it all lines without category for every single row: minutes where there were 50,000. With the transaction in that index the same
-- step finds the one line, whatever the planner believes of their number.
CREATE INDEX "transaction_lines_category_id_transaction_id_idx" ON "transaction_lines"("category_id", "transaction_id");
DROP INDEX "transaction_lines_category_id_idx";
