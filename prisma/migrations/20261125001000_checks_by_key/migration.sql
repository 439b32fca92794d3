-- The check of lines looked for the transaction with a condition that partial indexes answer too. While the tables are small those cost
-- the planner as little as the primary key, and a session keeps its plan: a later import read one of them from end to end for every row.
-- Without the condition only the keys fit.
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
END $$;
