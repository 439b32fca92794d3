-- Nothing takes entries out of the log of a live ledger (invariant 11), save the end of the ledger itself, whose row is gone by the time
-- its log goes. A test ledger's log may be emptied: docs/decisions/0018.
CREATE FUNCTION "guard_end_of_operation"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM 1 FROM ledgers WHERE id = OLD.ledger_id AND mode = 'live';
  IF FOUND THEN
    RAISE EXCEPTION 'Operation % is part of an append-only log', OLD.id
      USING ERRCODE = 'check_violation', TABLE = 'operations', CONSTRAINT = 'operations_append_only';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER "operations_stay" BEFORE DELETE ON "operations"
  FOR EACH ROW EXECUTE FUNCTION "guard_end_of_operation"();

CREATE FUNCTION "guard_end_of_change"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM 1 FROM operations o JOIN ledgers l ON l.id = o.ledger_id WHERE o.id = OLD.operation_id AND l.mode = 'live';
  IF FOUND THEN
    RAISE EXCEPTION 'Change % of operation % is part of an append-only log', OLD.index, OLD.operation_id
      USING ERRCODE = 'check_violation', TABLE = 'changes', CONSTRAINT = 'changes_append_only';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER "changes_stay" BEFORE DELETE ON "changes"
  FOR EACH ROW EXECUTE FUNCTION "guard_end_of_change"();
