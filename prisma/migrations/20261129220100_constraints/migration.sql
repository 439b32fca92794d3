-- The rules that the Prisma language cannot express, in the order of the thirteen invariants of
-- docs/decisions/0020. `pnpm db:diff` ignores all of them: they are constraints, triggers,
-- functions and partial indexes.
-- Error messages name rows by id only, because messages reach logs.
-- A function that looks up single rows turns sequential scans off. A session keeps its plans, so
-- a plan made while the tables were small would scan the whole table for each row of an import.

-- ── Invariant 1: the lines of a transaction sum to its amount ──

-- Checks the lines of one transaction: at least one line, the right sum, and a category only on a
-- regular transaction (invariants 4 and 5).
-- It returns true unless it refuses: PL/pgSQL calls a function in an expression without a plan.
-- Its callers set the search path and turn sequential scans off.
-- The transaction is looked up by its id alone. With a condition on `deleted_at` the partial
-- indexes would fit too, and one of them would be read from end to end for each row.
CREATE FUNCTION "assert_lines"("checked" uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  owner record;
  own_lines record;
BEGIN
  SELECT amount_minor, kind, deleted_at INTO owner FROM transactions WHERE id = checked;
  -- The row was deleted in the meantime, or is a tombstone.
  IF NOT FOUND OR owner.deleted_at IS NOT NULL THEN RETURN true; END IF;
  SELECT sum(amount_minor) AS total, bool_or(category_id IS NOT NULL) AS has_category
    INTO own_lines FROM transaction_lines WHERE transaction_id = checked;
  -- Without lines the total is NULL.
  IF own_lines.total IS DISTINCT FROM owner.amount_minor THEN
    RAISE EXCEPTION 'The lines of transaction % do not sum to its amount', checked
      USING ERRCODE = 'check_violation', TABLE = 'transactions',
        CONSTRAINT = 'transactions_lines_sum';
  END IF;
  IF owner.kind = 'transfer' AND own_lines.has_category THEN
    RAISE EXCEPTION 'Transaction % is a leg of a transfer and has a category', checked
      USING ERRCODE = 'check_violation', TABLE = 'transactions',
        CONSTRAINT = 'transactions_transfer_without_category';
  END IF;
  IF owner.kind <> 'regular' AND own_lines.has_category THEN
    RAISE EXCEPTION 'Transaction % is of kind % and has a category', checked, owner.kind
      USING ERRCODE = 'check_violation', TABLE = 'transactions',
        CONSTRAINT = 'transactions_category_of_regular';
  END IF;
  RETURN true;
END $$;

-- The foreign key makes a line later than its transaction, and each later change of either has its
-- own check. So a new transaction only needs a line: that line's own check compares the sum.
CREATE FUNCTION "check_transaction"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT SET enable_seqscan = off AS $$
DECLARE
  holds boolean := TG_OP = 'INSERT'
    AND EXISTS (SELECT FROM transaction_lines WHERE transaction_id = NEW.id);
BEGIN
  IF NOT holds THEN holds := assert_lines(NEW.id); END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION "check_line"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT SET enable_seqscan = off AS $$
DECLARE
  holds boolean;
BEGIN
  IF TG_OP <> 'INSERT' THEN holds := assert_lines(OLD.transaction_id); END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.transaction_id <> OLD.transaction_id) THEN
    holds := assert_lines(NEW.transaction_id);
  END IF;
  RETURN NULL;
END $$;

-- The triggers run at commit, so the rows may be written in any order.
CREATE CONSTRAINT TRIGGER "transactions_lines_sum"
  AFTER INSERT OR UPDATE OF "amount_minor", "kind", "deleted_at" ON "transactions"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_transaction"();

CREATE CONSTRAINT TRIGGER "transaction_lines_sum"
  AFTER INSERT OR DELETE OR UPDATE OF "amount_minor", "category_id", "transaction_id"
  ON "transaction_lines"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_line"();

-- Amounts are minor units, at most 10^13 of them.
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_amount_bounded"
  CHECK ("amount_minor" BETWEEN -10000000000000 AND 10000000000000);
ALTER TABLE "transaction_lines" ADD CONSTRAINT "transaction_lines_amount_bounded"
  CHECK ("amount_minor" BETWEEN -10000000000000 AND 10000000000000);

-- ── Invariant 2: a transaction has the currency of its account ──

-- The foreign key to the account includes the currency. A currency is an ISO 4217 code.
ALTER TABLE "ledgers" ADD CONSTRAINT "ledgers_base_currency_code"
  CHECK ("base_currency" ~ '^[A-Z]{3}$');
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_currency_code" CHECK ("currency" ~ '^[A-Z]{3}$');
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_currency_code"
  CHECK ("currency" ~ '^[A-Z]{3}$');

-- ── Invariant 3: a balance is the sum of the live rows ──

-- No balance is stored. Balances are read from this index alone, account by account.
CREATE INDEX "transactions_balance_idx" ON "transactions"
  ("ledger_id", "account_id", "status", "date")
  INCLUDE ("amount_minor", "currency") WHERE "deleted_at" IS NULL;

-- ── Invariant 4: transfers are whole ──

-- A transfer has two legs of kind `transfer` in two accounts of one ledger; the foreign keys hold
-- the ledger. Money leaves the first leg and enters the second, in equal amounts if the currencies
-- are equal. Both legs are live or both are deleted.
CREATE FUNCTION "assert_transfer"("checked" uuid) RETURNS void LANGUAGE plpgsql
  SET search_path FROM CURRENT SET enable_seqscan = off AS $$
BEGIN
  PERFORM 1
    FROM transfers x
    JOIN transactions o ON o.id = x.out_transaction_id
    JOIN transactions i ON i.id = x.in_transaction_id
    WHERE x.id = checked AND NOT (
      o.kind = 'transfer' AND i.kind = 'transfer'
      AND o.account_id <> i.account_id
      AND o.amount_minor < 0 AND i.amount_minor > 0
      AND (o.currency <> i.currency OR o.amount_minor = -i.amount_minor)
      AND (o.deleted_at IS NULL) = (i.deleted_at IS NULL)
    );
  IF FOUND THEN
    RAISE EXCEPTION 'The two legs of transfer % do not fit each other', checked
      USING ERRCODE = 'check_violation', TABLE = 'transfers', CONSTRAINT = 'transfers_legs_fit';
  END IF;
END $$;

CREATE FUNCTION "check_transfer"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM assert_transfer(NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION "check_leg"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT SET enable_seqscan = off AS $$
BEGIN
  PERFORM assert_transfer(id) FROM transfers
    WHERE out_transaction_id = NEW.id OR in_transaction_id = NEW.id;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "transfers_legs_fit" AFTER INSERT OR UPDATE ON "transfers"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_transfer"();

CREATE CONSTRAINT TRIGGER "transactions_legs_fit"
  AFTER UPDATE OF "account_id", "amount_minor", "kind", "deleted_at" ON "transactions"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD."kind" = 'transfer' OR NEW."kind" = 'transfer') EXECUTE FUNCTION "check_leg"();

-- A live transaction of kind `transfer` belongs to a transfer. Alone it would be neither income
-- nor expense, and its money would go nowhere.
CREATE FUNCTION "assert_leg"("checked" uuid) RETURNS void LANGUAGE plpgsql
  SET search_path FROM CURRENT SET enable_seqscan = off AS $$
BEGIN
  PERFORM 1 FROM transactions WHERE id = checked AND kind = 'transfer' AND deleted_at IS NULL;
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM 1 FROM transfers WHERE out_transaction_id = checked OR in_transaction_id = checked;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Transaction % is of kind transfer and no leg of any', checked
      USING ERRCODE = 'check_violation', TABLE = 'transactions',
        CONSTRAINT = 'transactions_leg_of_transfer';
  END IF;
END $$;

CREATE FUNCTION "check_kind_of_leg"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM assert_leg(NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION "check_legs_left"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM assert_leg(OLD.out_transaction_id), assert_leg(OLD.in_transaction_id);
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "transactions_leg_of_transfer"
  AFTER INSERT OR UPDATE OF "kind", "deleted_at" ON "transactions"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW."kind" = 'transfer' AND NEW."deleted_at" IS NULL)
  EXECUTE FUNCTION "check_kind_of_leg"();

CREATE CONSTRAINT TRIGGER "transfers_leave_no_leg"
  AFTER DELETE OR UPDATE OF "out_transaction_id", "in_transaction_id" ON "transfers"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_legs_left"();

-- ── Invariant 5: transfers, openings and adjustments are neither income nor expense ──

-- They have no category: `assert_lines` above refuses one.
-- Categories nest one level deep: a parent has no parent.
CREATE FUNCTION "check_category_level"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT SET enable_seqscan = off AS $$
BEGIN
  PERFORM 1
    FROM categories child JOIN categories parent ON parent.id = child.parent_id
    WHERE (child.id = NEW.id OR parent.id = NEW.id) AND parent.parent_id IS NOT NULL;
  IF FOUND THEN
    RAISE EXCEPTION 'Category % would be on a second level', NEW.id
      USING ERRCODE = 'check_violation', TABLE = 'categories', CONSTRAINT = 'categories_one_level';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "categories_one_level" AFTER INSERT OR UPDATE OF "parent_id"
  ON "categories" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW."parent_id" IS NOT NULL) EXECUTE FUNCTION "check_category_level"();

-- ── Invariant 6: a figure is the total of the list it points to ──

-- No figure is stored. Lists page through the live rows of a ledger, newest first.
CREATE INDEX "transactions_live_idx" ON "transactions" ("ledger_id", "date" DESC, "id" DESC)
  WHERE "deleted_at" IS NULL;
-- Few rows wait for review or are pending, and both lists are read often.
CREATE INDEX "transactions_unreviewed_idx" ON "transactions" ("ledger_id", "date" DESC, "id" DESC)
  WHERE "deleted_at" IS NULL AND "review" = 'unreviewed';
CREATE INDEX "transactions_pending_idx" ON "transactions" ("ledger_id", "date" DESC, "id" DESC)
  WHERE "deleted_at" IS NULL AND "status" = 'pending';
-- Reports go from each transaction to its lines and read here what they sum. The condition is
-- always true; it makes the index partial, so that `pnpm db:diff` ignores it.
CREATE INDEX "transaction_lines_sums_idx" ON "transaction_lines" ("transaction_id", "position")
  INCLUDE ("category_id", "amount_minor") WHERE "transaction_id" IS NOT NULL;

-- ── Invariant 7: one row per bank id and per fingerprint ──

-- Two unique indexes of `transactions` hold it; they include tombstones.
-- The bank's own text never changes.
CREATE FUNCTION "refuse_new_raw_text"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'The bank''s text of transaction % never changes', OLD.id
    USING ERRCODE = 'check_violation', TABLE = 'transactions',
      CONSTRAINT = 'transactions_raw_text_immutable';
END $$;

CREATE TRIGGER "transactions_raw_text_immutable" BEFORE UPDATE ON "transactions" FOR EACH ROW
  WHEN (NEW."raw_text" IS DISTINCT FROM OLD."raw_text") EXECUTE FUNCTION "refuse_new_raw_text"();

ALTER TABLE "imports" ADD CONSTRAINT "imports_file_sha256_length"
  CHECK (octet_length("file_sha256") = 32);

-- A preview looks for rows that may be in the ledger already: rows of the same account and amount
-- around the same day.
CREATE INDEX "transactions_amount_idx" ON "transactions" ("account_id", "amount_minor", "date")
  WHERE "deleted_at" IS NULL;
-- A preview looks for a committed import of the same file.
CREATE INDEX "imports_in_force_idx" ON "imports" ("account_id", "file_sha256", "id")
  WHERE "state" = 'committed';
-- A preview looks for the mapping of the account's last file of the same form.
CREATE INDEX "imports_remembered_idx" ON "imports"
  ("account_id", (("mapping" ->> 'form')), "updated_at" DESC, "id" DESC)
  WHERE "state" IN ('committed', 'undone');
CREATE INDEX "imports_drafts_idx" ON "imports" ("ledger_id") WHERE "state" = 'previewed';

-- `import_sums` holds the totals of an import's rows by verdict, so that a list of imports does
-- not read every row. The triggers run once a statement. The verdict of a row never changes.
CREATE FUNCTION "sum_import_rows"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO import_sums AS s (import_id, kind, rows, arriving, leaving)
      SELECT r.import_id, r.verdict->>'kind', count(*),
        coalesce(sum(greatest((r.parsed->>'amountMinor')::bigint, 0)), 0),
        coalesce(sum(least((r.parsed->>'amountMinor')::bigint, 0)), 0)
      FROM changed r GROUP BY 1, 2
    ON CONFLICT (import_id, kind) DO UPDATE SET rows = s.rows + excluded.rows,
      arriving = s.arriving + excluded.arriving, leaving = s.leaving + excluded.leaving;
  ELSE
    UPDATE import_sums s SET rows = s.rows - gone.rows, arriving = s.arriving - gone.arriving,
      leaving = s.leaving - gone.leaving
      FROM (SELECT r.import_id, r.verdict->>'kind' AS kind, count(*) AS rows,
          coalesce(sum(greatest((r.parsed->>'amountMinor')::bigint, 0)), 0) AS arriving,
          coalesce(sum(least((r.parsed->>'amountMinor')::bigint, 0)), 0) AS leaving
        FROM changed r GROUP BY 1, 2) gone
      WHERE s.import_id = gone.import_id AND s.kind = gone.kind;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "import_rows_add_up" AFTER INSERT ON "import_rows"
  REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "sum_import_rows"();
CREATE TRIGGER "import_rows_take_off" AFTER DELETE ON "import_rows"
  REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION "sum_import_rows"();

-- ── Invariant 8: a dry run leaves no trace ──

-- A dry run is a transaction that is rolled back. The database holds no rule for it.

-- ── Invariant 9: one operation per idempotency key ──

-- The lock on the ledger holds it. A key is looked up among those of the integration key that sent
-- it, or of the owner (`key_id` is null). Operations without a key are left out: with them in it,
-- the planner could walk this index to find one operation by its id and ledger.
CREATE INDEX "operations_idempotency_idx" ON "operations"
  ("ledger_id", "key_id", "procedure", "idempotency_key") WHERE "idempotency_key" IS NOT NULL;

-- ── Invariant 10: undo restores exactly, or refuses ──

-- A version is compared before a write and raised by it.
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_version_positive" CHECK ("version" >= 1);
ALTER TABLE "categories" ADD CONSTRAINT "categories_version_positive" CHECK ("version" >= 1);
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_version_positive" CHECK ("version" >= 1);
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_version_positive" CHECK ("version" >= 1);
ALTER TABLE "imports" ADD CONSTRAINT "imports_version_positive" CHECK ("version" >= 1);

-- An undo names the operation that it undoes. The root of the family follows from that
-- (docs/decisions/0034).
CREATE FUNCTION "set_root_of_undo"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT SET enable_seqscan = off AS $$
BEGIN
  SELECT coalesce(root_id, id) INTO NEW.root_id FROM operations WHERE id = NEW.undoes_id;
  RETURN NEW;
END $$;

CREATE TRIGGER "operations_root" BEFORE INSERT ON "operations"
  FOR EACH ROW WHEN (NEW."undoes_id" IS NOT NULL) EXECUTE FUNCTION "set_root_of_undo"();

-- The newest undo of a family is found by its state.
CREATE INDEX "operations_root_id_state_idx" ON "operations" ("root_id", "state")
  WHERE "root_id" IS NOT NULL;
-- `operations.undoMany` finds here what it can undo of a key, newest first. Its statement repeats
-- these conditions.
CREATE INDEX "operations_to_sweep_idx" ON "operations" ("key_id", "created_at" DESC, "seq" DESC)
  WHERE "state" = 'applied' AND "root_id" IS NULL AND "procedure" <> 'operations.undoMany';

-- ── Invariant 11: no row changes without an entry in the log, and the log replays ──

-- The log is append-only. Of an operation only two things change: its state, with the operation
-- that keeps it undone. Its result and the number of its changes are set once.
CREATE FUNCTION "guard_operation"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
DECLARE
  allowed operations := OLD;
BEGIN
  allowed.state := NEW.state;
  allowed.undone_by_id := NEW.undone_by_id;
  IF OLD.result IS NULL THEN
    allowed.result := NEW.result;
    allowed.change_count := NEW.change_count;
  END IF;
  IF NEW IS DISTINCT FROM allowed THEN
    RAISE EXCEPTION 'Operation % is part of an append-only log', OLD.id
      USING ERRCODE = 'check_violation', TABLE = 'operations',
        CONSTRAINT = 'operations_append_only';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "operations_append_only" BEFORE UPDATE ON "operations"
  FOR EACH ROW EXECUTE FUNCTION "guard_operation"();

CREATE FUNCTION "refuse_change_of_change"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'Change % of operation % is part of an append-only log',
    OLD.index, OLD.operation_id
    USING ERRCODE = 'check_violation', TABLE = 'changes', CONSTRAINT = 'changes_append_only';
END $$;

CREATE TRIGGER "changes_append_only" BEFORE UPDATE ON "changes"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_change"();

-- No entry leaves the log of a live ledger unless the ledger itself goes: then the ledger's row is
-- gone before its log. The log of a test ledger may be emptied (docs/decisions/0018).
CREATE FUNCTION "guard_end_of_operation"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM 1 FROM ledgers WHERE id = OLD.ledger_id AND mode = 'live';
  IF FOUND THEN
    RAISE EXCEPTION 'Operation % is part of an append-only log', OLD.id
      USING ERRCODE = 'check_violation', TABLE = 'operations',
        CONSTRAINT = 'operations_append_only';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER "operations_stay" BEFORE DELETE ON "operations"
  FOR EACH ROW EXECUTE FUNCTION "guard_end_of_operation"();

CREATE FUNCTION "guard_end_of_change"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM 1 FROM operations o JOIN ledgers l ON l.id = o.ledger_id
    WHERE o.id = OLD.operation_id AND l.mode = 'live';
  IF FOUND THEN
    RAISE EXCEPTION 'Change % of operation % is part of an append-only log',
      OLD.index, OLD.operation_id
      USING ERRCODE = 'check_violation', TABLE = 'changes', CONSTRAINT = 'changes_append_only';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER "changes_stay" BEFORE DELETE ON "changes"
  FOR EACH ROW EXECUTE FUNCTION "guard_end_of_change"();

-- ── Invariant 12: no ledger reaches into another ──

-- Each foreign key inside a ledger includes the ledger. The key that wrote an operation is outside
-- the ledger. Deleting a user deletes the keys first and the operations one step later, so this
-- foreign key is checked at commit.
ALTER TABLE "operations" ALTER CONSTRAINT "operations_key_id_fkey" DEFERRABLE INITIALLY DEFERRED;

-- ── Invariant 13: the numbers of a log have no gaps ──

-- A reader that has read up to a number has missed nothing. Only the log of a test ledger may
-- begin later than 1, after it was emptied (docs/decisions/0018).
CREATE FUNCTION "check_seq"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT SET enable_seqscan = off AS $$
BEGIN
  IF NEW.seq <> 1 THEN
    PERFORM 1 FROM operations WHERE ledger_id = NEW.ledger_id AND seq = NEW.seq - 1;
    IF NOT FOUND AND NOT EXISTS (
      SELECT FROM ledgers WHERE id = NEW.ledger_id AND mode = 'test'
        AND NOT EXISTS (SELECT FROM operations WHERE ledger_id = NEW.ledger_id AND seq < NEW.seq)
    ) THEN
      RAISE EXCEPTION 'Operation % leaves a gap before its number %', NEW.id, NEW.seq
        USING ERRCODE = 'check_violation', TABLE = 'operations',
          CONSTRAINT = 'operations_without_gaps';
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "operations_without_gaps" AFTER INSERT ON "operations"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_seq"();

-- The revision of a ledger is the number of its last operation.
CREATE FUNCTION "check_rev"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT SET enable_seqscan = off AS $$
DECLARE
  current_rev bigint;
  last_seq bigint;
BEGIN
  SELECT rev INTO current_rev FROM ledgers WHERE id = NEW.id;
  -- The ledger was deleted in the meantime.
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT seq INTO last_seq FROM operations WHERE ledger_id = NEW.id ORDER BY seq DESC LIMIT 1;
  IF current_rev <> coalesce(last_seq, 0) THEN
    RAISE EXCEPTION 'The revision of ledger % is not the number of its last operation', NEW.id
      USING ERRCODE = 'check_violation', TABLE = 'ledgers',
        CONSTRAINT = 'ledgers_rev_of_last_operation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "ledgers_rev_of_last_operation" AFTER UPDATE OF "rev" ON "ledgers"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_rev"();

-- ── Beside the invariants: people and keys ──

ALTER TABLE "users" ADD CONSTRAINT "users_email_lower_case" CHECK ("email" = lower("email"));

-- Prisma's lists allow NULL, so the check of the scopes refuses NULL too.
ALTER TABLE "integration_keys"
  ADD CONSTRAINT "integration_keys_label_length"
    CHECK (char_length("label") <= 60 AND char_length(btrim("label")) > 0),
  ADD CONSTRAINT "integration_keys_hash_length" CHECK (octet_length("hash") = 32),
  ADD CONSTRAINT "integration_keys_scopes_not_empty"
    CHECK (coalesce(cardinality("scopes"), 0) > 0);

ALTER TABLE "integration_key_days"
  ADD CONSTRAINT "integration_key_days_not_negative" CHECK ("uses" >= 0 AND "refusals" >= 0);

-- A revoked key stays revoked, and the first revocation counts (K7, K8).
CREATE FUNCTION "refuse_revival_of_key"() RETURNS trigger LANGUAGE plpgsql
  SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'Key % is revoked and stays so', OLD.id
    USING ERRCODE = 'check_violation', TABLE = 'integration_keys',
      CONSTRAINT = 'integration_keys_revoked_for_good';
END $$;

CREATE TRIGGER "integration_keys_revoked_for_good" BEFORE UPDATE ON "integration_keys" FOR EACH ROW
  WHEN (OLD."revoked_at" IS NOT NULL AND NEW."revoked_at" IS DISTINCT FROM OLD."revoked_at")
  EXECUTE FUNCTION "refuse_revival_of_key"();

-- When a key is deleted, PostgreSQL looks for the keys that replaced it. Without an index it reads
-- every key for each key of a deleted user. Partial, because few keys replace another one.
CREATE INDEX "integration_keys_rotated_from_id_idx" ON "integration_keys" ("rotated_from_id")
  WHERE "rotated_from_id" IS NOT NULL;

-- A list of sessions does not read those that have ended.
CREATE INDEX "login_sessions_live_idx" ON "login_sessions"
  ("user_id", "last_seen_at" DESC, "id" DESC) WHERE "ended_at" IS NULL;

-- ── Beside the invariants: statistics ──

-- No statement searches inside these JSON columns. Without statistics on them ANALYZE skips most of
-- the bytes in the database (docs/decisions/0033).
ALTER TABLE "changes" ALTER COLUMN "before" SET STATISTICS 0,
  ALTER COLUMN "after" SET STATISTICS 0;
ALTER TABLE "operations" ALTER COLUMN "result" SET STATISTICS 0;
ALTER TABLE "import_rows" ALTER COLUMN "parsed" SET STATISTICS 0,
  ALTER COLUMN "verdict" SET STATISTICS 0;
