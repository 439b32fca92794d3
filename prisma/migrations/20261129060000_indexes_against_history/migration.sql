-- Each preview asks how the account's last file of its form was read, among as many imports as the account ever had. Not in
-- schema.prisma: it is partial, and of an expression.
CREATE INDEX "imports_remembered_idx" ON "imports" ("account_id", (("mapping" ->> 'form')), "updated_at" DESC, "id" DESC)
  WHERE "state" IN ('committed', 'undone');

-- And whether rows of a file may be rows that are there: of the same account and amount, around the same day. By the days alone it
-- read whatever the account has there. Not in schema.prisma: it is partial.
CREATE INDEX "transactions_amount_idx" ON "transactions" ("account_id", "amount_minor", "date") WHERE "deleted_at" IS NULL;
