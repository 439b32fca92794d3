-- Undoing costs what it undoes, whatever was undone before: docs/decisions/0034. An operation that undoes another one names the family's
-- root, the operation that undoes nothing; of its undos only the newest one is in force.
ALTER TABLE "operations" ADD COLUMN "root_id" UUID,
  ADD COLUMN "undone_by_id" UUID,
  ADD COLUMN "change_count" INTEGER NOT NULL DEFAULT 0,
  -- The moment of the row, not of its transaction's start: a ledger's writers take turns, so moments and numbers go up together.
  ALTER COLUMN "created_at" SET DEFAULT clock_timestamp();

-- What is logged already. The guard of the log would refuse it.
ALTER TABLE "operations" DISABLE TRIGGER "operations_append_only";

WITH RECURSIVE members AS (
  SELECT o.id, o.undoes_id AS root_id FROM operations o JOIN operations root ON root.id = o.undoes_id
    WHERE root.undoes_id IS NULL
  UNION ALL SELECT o.id, m.root_id FROM operations o JOIN members m ON o.undoes_id = m.id
)
UPDATE operations o SET root_id = m.root_id FROM members m WHERE o.id = m.id;

UPDATE operations o SET change_count = c.rows
  FROM (SELECT operation_id, count(*) AS rows FROM changes GROUP BY operation_id) c WHERE c.operation_id = o.id;

UPDATE operations SET state = 'undone' WHERE root_id IS NOT NULL AND state = 'applied'
  AND id NOT IN (SELECT DISTINCT ON (root_id) id FROM operations WHERE root_id IS NOT NULL ORDER BY root_id, seq DESC);

-- Earlier versions had a sweep undo a key's sweeps and undos, too. Such a target keeps its state when the sweep is undone or redone.
DELETE FROM operation_sweeps s USING operations t
  WHERE t.id = s.target_id AND (t.root_id IS NOT NULL OR t.procedure = 'operations.undoMany');

WITH heads AS (
  SELECT root_id, id FROM operations WHERE root_id IS NOT NULL AND state = 'applied'
), sweeps AS (
  SELECT DISTINCT ON (s.target_id) s.target_id, o.id FROM operation_sweeps s JOIN operations o ON o.id = s.operation_id
    WHERE o.state = 'applied' ORDER BY s.target_id, o.seq DESC
)
UPDATE operations o SET undone_by_id = coalesce(h.id, s.id)
  FROM operations r LEFT JOIN heads h ON h.root_id = r.id LEFT JOIN sweeps s ON s.target_id = r.id
  WHERE o.id = r.id AND r.root_id IS NULL AND r.state = 'undone';

ALTER TABLE "operations" ENABLE TRIGGER "operations_append_only";

-- The newest undo of a family is found by its state.
CREATE INDEX "operations_root_id_state_idx" ON "operations" ("root_id", "state") WHERE "root_id" IS NOT NULL;

-- What of a key can be swept, newest first; the sweep's statement names these very conditions. Not in schema.prisma: it is partial.
CREATE INDEX "operations_to_sweep_idx" ON "operations" ("key_id", "created_at" DESC, "seq" DESC)
  WHERE "state" = 'applied' AND "root_id" IS NULL AND "procedure" <> 'operations.undoMany';

-- Each category or account that goes asks for what refers to it. An index of the ledger alone answered with all that the ledger has.
CREATE INDEX "categories_parent_id_idx" ON "categories" ("parent_id");
CREATE INDEX "imports_account_id_idx" ON "imports" ("account_id");

ALTER TABLE "operations" ADD CONSTRAINT "operations_root_id_ledger_id_fkey"
  FOREIGN KEY ("root_id", "ledger_id") REFERENCES "operations"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- Whoever writes an undo names what it undoes; the root follows from that.
CREATE FUNCTION "set_root_of_undo"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT SET enable_seqscan = off AS $$
BEGIN
  SELECT coalesce(root_id, id) INTO NEW.root_id FROM operations WHERE id = NEW.undoes_id;
  RETURN NEW;
END $$;
CREATE TRIGGER "operations_root" BEFORE INSERT ON "operations"
  FOR EACH ROW WHEN (NEW."undoes_id" IS NOT NULL) EXECUTE FUNCTION "set_root_of_undo"();

-- Of an operation its state moves, with the operation that keeps it undone; its answer and the number of its changes are filled in once.
CREATE OR REPLACE FUNCTION "guard_operation"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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
      USING ERRCODE = 'check_violation', TABLE = 'operations', CONSTRAINT = 'operations_append_only';
  END IF;
  RETURN NEW;
END $$;
