-- When a key goes, PostgreSQL looks for those that replaced it. Without an index that is a look at every key there is, for each key of a
-- person who leaves: at 500,000 keys and 40 of them seven seconds, longer than a statement may take. Partial, because few keys replace
-- another one; `pnpm db:diff` leaves it alone.
CREATE INDEX "integration_keys_rotated_from_id_idx" ON "integration_keys" ("rotated_from_id") WHERE "rotated_from_id" IS NOT NULL;
