-- What the database did not hold yet of the ledger's invariants. None of it is in schema.prisma. Functions look up single rows by their
-- keys, so an index is always the right way.

-- A live transaction of kind `transfer` is a leg of a transfer (invariant 4): alone it would be neither income nor expense, and move
-- money to nowhere.
CREATE FUNCTION "assert_leg"("checked" uuid) RETURNS void LANGUAGE plpgsql
  SET search_path FROM CURRENT SET enable_seqscan = off AS $$
BEGIN
  PERFORM 1 FROM transactions WHERE id = checked AND kind = 'transfer' AND deleted_at IS NULL;
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM 1 FROM transfers WHERE out_transaction_id = checked OR in_transaction_id = checked;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Transaction % is of kind transfer and no leg of any', checked
      USING ERRCODE = 'check_violation', TABLE = 'transactions', CONSTRAINT = 'transactions_leg_of_transfer';
  END IF;
END $$;

CREATE FUNCTION "check_kind_of_leg"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM assert_leg(NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION "check_legs_left"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM assert_leg(OLD.out_transaction_id), assert_leg(OLD.in_transaction_id);
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "transactions_leg_of_transfer" AFTER INSERT OR UPDATE OF "kind", "deleted_at"
  ON "transactions" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW."kind" = 'transfer' AND NEW."deleted_at" IS NULL) EXECUTE FUNCTION "check_kind_of_leg"();

CREATE CONSTRAINT TRIGGER "transfers_leave_no_leg" AFTER DELETE OR UPDATE OF "out_transaction_id", "in_transaction_id"
  ON "transfers" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_legs_left"();

-- Only regular transactions have categories: openings and adjustments are no more income or expense than transfers are (invariant 5).
CREATE OR REPLACE FUNCTION "assert_lines"("checked" uuid) RETURNS void LANGUAGE plpgsql
  SET search_path FROM CURRENT SET enable_seqscan = off AS $$
DECLARE
  owner record;
  own_lines record;
BEGIN
  SELECT amount_minor, kind, deleted_at INTO owner FROM transactions WHERE id = checked;
  -- Deleted in the meantime, or a tombstone.
  IF NOT FOUND OR owner.deleted_at IS NOT NULL THEN RETURN; END IF;
  SELECT sum(amount_minor) AS total, bool_or(category_id IS NOT NULL) AS has_category
    INTO own_lines FROM transaction_lines WHERE transaction_id = checked;
  -- Without lines the total is NULL.
  IF own_lines.total IS DISTINCT FROM owner.amount_minor THEN
    RAISE EXCEPTION 'The lines of transaction % do not sum to its amount', checked
      USING ERRCODE = 'check_violation', TABLE = 'transactions', CONSTRAINT = 'transactions_lines_sum';
  END IF;
  IF owner.kind = 'transfer' AND own_lines.has_category THEN
    RAISE EXCEPTION 'Transaction % is a leg of a transfer and has a category', checked
      USING ERRCODE = 'check_violation', TABLE = 'transactions', CONSTRAINT = 'transactions_transfer_without_category';
  END IF;
  IF owner.kind <> 'regular' AND own_lines.has_category THEN
    RAISE EXCEPTION 'Transaction % is of kind % and has a category', checked, owner.kind
      USING ERRCODE = 'check_violation', TABLE = 'transactions', CONSTRAINT = 'transactions_category_of_regular';
  END IF;
END $$;

-- Numbers of a log have no gaps and end at the ledger's revision (invariant 13), so that whoever has read up to one misses
-- nothing. Only the log of a test ledger may begin later, after it was emptied: docs/decisions/0018.
CREATE FUNCTION "check_seq"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT SET enable_seqscan = off AS $$
BEGIN
  IF NEW.seq <> 1 THEN
    PERFORM 1 FROM operations WHERE ledger_id = NEW.ledger_id AND seq = NEW.seq - 1;
    IF NOT FOUND AND NOT EXISTS (
      SELECT FROM ledgers WHERE id = NEW.ledger_id AND mode = 'test'
        AND NOT EXISTS (SELECT FROM operations WHERE ledger_id = NEW.ledger_id AND seq < NEW.seq)
    ) THEN
      RAISE EXCEPTION 'Operation % leaves a gap before its number %', NEW.id, NEW.seq
        USING ERRCODE = 'check_violation', TABLE = 'operations', CONSTRAINT = 'operations_without_gaps';
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "operations_without_gaps" AFTER INSERT ON "operations"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_seq"();

CREATE FUNCTION "check_rev"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT SET enable_seqscan = off AS $$
DECLARE
  current_rev bigint;
  last_seq bigint;
BEGIN
  SELECT rev INTO current_rev FROM ledgers WHERE id = NEW.id;
  -- Deleted in the meantime.
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT seq INTO last_seq FROM operations WHERE ledger_id = NEW.id ORDER BY seq DESC LIMIT 1;
  IF current_rev <> coalesce(last_seq, 0) THEN
    RAISE EXCEPTION 'The revision of ledger % is not the number of its last operation', NEW.id
      USING ERRCODE = 'check_violation', TABLE = 'ledgers', CONSTRAINT = 'ledgers_rev_of_last_operation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "ledgers_rev_of_last_operation" AFTER UPDATE OF "rev" ON "ledgers"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_rev"();
