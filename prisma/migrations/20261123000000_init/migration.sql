-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'member');

-- CreateEnum
CREATE TYPE "user_status" AS ENUM ('active', 'suspended');

-- CreateEnum
CREATE TYPE "revoked_reason" AS ENUM ('owner', 'rotated', 'burned', 'idle', 'account');

-- CreateEnum
CREATE TYPE "ledger_mode" AS ENUM ('live', 'test');

-- CreateEnum
CREATE TYPE "account_type" AS ENUM ('cash', 'checking', 'savings', 'credit_card', 'loan', 'investment', 'other_asset', 'other_liability');

-- CreateEnum
CREATE TYPE "category_kind" AS ENUM ('expense', 'income');

-- CreateEnum
CREATE TYPE "transaction_kind" AS ENUM ('regular', 'transfer', 'opening', 'adjustment');

-- CreateEnum
CREATE TYPE "transaction_status" AS ENUM ('pending', 'posted');

-- CreateEnum
CREATE TYPE "review" AS ENUM ('unreviewed', 'reviewed');

-- CreateEnum
CREATE TYPE "import_state" AS ENUM ('previewed', 'committed', 'undone', 'expired');

-- CreateEnum
CREATE TYPE "operation_actor" AS ENUM ('user', 'key', 'system');

-- CreateEnum
CREATE TYPE "channel" AS ENUM ('web', 'trpc', 'rest', 'mcp');

-- CreateEnum
CREATE TYPE "operation_state" AS ENUM ('applied', 'undone');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "password_changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "role" "role" NOT NULL DEFAULT 'member',
    "status" "user_status" NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ip" TEXT,
    "client" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "login_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "key_id" UUID,
    "session_id" UUID,
    "event" TEXT NOT NULL,
    "ip" TEXT,
    "client" TEXT,
    "details" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integration_keys" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "scopes" TEXT[],
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_reason" "revoked_reason",
    "rotated_from_id" UUID,
    "last_used_at" TIMESTAMPTZ(3),
    "last_used_ip" TEXT,
    "last_used_client" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "integration_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "integration_key_days" (
    "key_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "refusals" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "integration_key_days_pkey" PRIMARY KEY ("key_id","day")
);

-- CreateTable
CREATE TABLE "ledgers" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "mode" "ledger_mode" NOT NULL,
    "base_currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "timezone" TEXT NOT NULL DEFAULT 'UTC',
    "rev" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledgers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "type" "account_type" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "closed_on" DATE,
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "categories" (
    "id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" UUID,
    "kind" "category_kind" NOT NULL,
    "archived_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "categories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transactions" (
    "id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "date" DATE NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "payee" TEXT NOT NULL,
    "note" TEXT,
    "kind" "transaction_kind" NOT NULL DEFAULT 'regular',
    "status" "transaction_status" NOT NULL DEFAULT 'posted',
    "review" "review" NOT NULL DEFAULT 'unreviewed',
    "raw_text" TEXT,
    "external_id" TEXT,
    "fingerprint" TEXT,
    "import_id" UUID,
    "created_by_operation_id" UUID NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "transactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transaction_lines" (
    "id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "transaction_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "category_id" UUID,
    "amount_minor" BIGINT NOT NULL,
    "note" TEXT,

    CONSTRAINT "transaction_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfers" (
    "id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "out_transaction_id" UUID NOT NULL,
    "in_transaction_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "transfers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_sha256" BYTEA NOT NULL,
    "mapping" JSONB NOT NULL,
    "state" "import_state" NOT NULL DEFAULT 'previewed',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_rows" (
    "import_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "parsed" JSONB NOT NULL,
    "verdict" JSONB NOT NULL,

    CONSTRAINT "import_rows_pkey" PRIMARY KEY ("import_id","index")
);

-- CreateTable
CREATE TABLE "operations" (
    "id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "actor" "operation_actor" NOT NULL,
    "key_id" UUID,
    "channel" "channel" NOT NULL,
    "procedure" TEXT NOT NULL,
    "scope" TEXT,
    "reason" TEXT,
    "idempotency_key" TEXT,
    "request_hash" BYTEA,
    "result" JSONB,
    "state" "operation_state" NOT NULL DEFAULT 'applied',
    "undoes_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "operations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "changes" (
    "operation_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" UUID NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "changes_pkey" PRIMARY KEY ("operation_id","index")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "login_sessions_user_id_created_at_idx" ON "login_sessions"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "audit_events_user_id_created_at_idx" ON "audit_events"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "audit_events_key_id_created_at_idx" ON "audit_events"("key_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "integration_keys_hash_key" ON "integration_keys"("hash");

-- CreateIndex
CREATE INDEX "integration_keys_user_id_created_at_idx" ON "integration_keys"("user_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ledgers_user_id_mode_key" ON "ledgers"("user_id", "mode");

-- CreateIndex
CREATE UNIQUE INDEX "ledgers_id_user_id_key" ON "ledgers"("id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_id_ledger_id_currency_key" ON "accounts"("id", "ledger_id", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_id_ledger_id_key" ON "accounts"("id", "ledger_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_ledger_id_name_key" ON "accounts"("ledger_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "categories_id_ledger_id_key" ON "categories"("id", "ledger_id");

-- CreateIndex
CREATE UNIQUE INDEX "categories_ledger_id_name_key" ON "categories"("ledger_id", "name");

-- CreateIndex
CREATE INDEX "transactions_account_id_date_id_idx" ON "transactions"("account_id", "date" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "transactions_created_by_operation_id_idx" ON "transactions"("created_by_operation_id");

-- CreateIndex
CREATE UNIQUE INDEX "transactions_id_ledger_id_key" ON "transactions"("id", "ledger_id");

-- CreateIndex
CREATE UNIQUE INDEX "transactions_account_id_external_id_key" ON "transactions"("account_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "transactions_account_id_fingerprint_key" ON "transactions"("account_id", "fingerprint");

-- CreateIndex
CREATE INDEX "transaction_lines_category_id_idx" ON "transaction_lines"("category_id");

-- CreateIndex
CREATE UNIQUE INDEX "transaction_lines_transaction_id_position_key" ON "transaction_lines"("transaction_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "transfers_out_transaction_id_key" ON "transfers"("out_transaction_id");

-- CreateIndex
CREATE UNIQUE INDEX "transfers_in_transaction_id_key" ON "transfers"("in_transaction_id");

-- CreateIndex
CREATE UNIQUE INDEX "transfers_out_transaction_id_ledger_id_key" ON "transfers"("out_transaction_id", "ledger_id");

-- CreateIndex
CREATE UNIQUE INDEX "transfers_in_transaction_id_ledger_id_key" ON "transfers"("in_transaction_id", "ledger_id");

-- CreateIndex
CREATE INDEX "imports_ledger_id_created_at_idx" ON "imports"("ledger_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "imports_id_ledger_id_key" ON "imports"("id", "ledger_id");

-- CreateIndex
CREATE INDEX "operations_ledger_id_procedure_idempotency_key_idx" ON "operations"("ledger_id", "procedure", "idempotency_key");

-- CreateIndex
CREATE INDEX "operations_key_id_seq_idx" ON "operations"("key_id", "seq" DESC);

-- CreateIndex
CREATE INDEX "operations_undoes_id_idx" ON "operations"("undoes_id");

-- CreateIndex
CREATE UNIQUE INDEX "operations_ledger_id_seq_key" ON "operations"("ledger_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "operations_id_ledger_id_key" ON "operations"("id", "ledger_id");

-- CreateIndex
CREATE INDEX "changes_entity_id_idx" ON "changes"("entity_id");

-- AddForeignKey
ALTER TABLE "login_sessions" ADD CONSTRAINT "login_sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_keys" ADD CONSTRAINT "integration_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_keys" ADD CONSTRAINT "integration_keys_ledger_id_user_id_fkey" FOREIGN KEY ("ledger_id", "user_id") REFERENCES "ledgers"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_keys" ADD CONSTRAINT "integration_keys_rotated_from_id_fkey" FOREIGN KEY ("rotated_from_id") REFERENCES "integration_keys"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_key_days" ADD CONSTRAINT "integration_key_days_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "integration_keys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledgers" ADD CONSTRAINT "ledgers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_ledger_id_fkey" FOREIGN KEY ("parent_id", "ledger_id") REFERENCES "categories"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_account_id_ledger_id_currency_fkey" FOREIGN KEY ("account_id", "ledger_id", "currency") REFERENCES "accounts"("id", "ledger_id", "currency") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_import_id_ledger_id_fkey" FOREIGN KEY ("import_id", "ledger_id") REFERENCES "imports"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_created_by_operation_id_ledger_id_fkey" FOREIGN KEY ("created_by_operation_id", "ledger_id") REFERENCES "operations"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transaction_lines" ADD CONSTRAINT "transaction_lines_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transaction_lines" ADD CONSTRAINT "transaction_lines_transaction_id_ledger_id_fkey" FOREIGN KEY ("transaction_id", "ledger_id") REFERENCES "transactions"("id", "ledger_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transaction_lines" ADD CONSTRAINT "transaction_lines_category_id_ledger_id_fkey" FOREIGN KEY ("category_id", "ledger_id") REFERENCES "categories"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_out_transaction_id_ledger_id_fkey" FOREIGN KEY ("out_transaction_id", "ledger_id") REFERENCES "transactions"("id", "ledger_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_in_transaction_id_ledger_id_fkey" FOREIGN KEY ("in_transaction_id", "ledger_id") REFERENCES "transactions"("id", "ledger_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_account_id_ledger_id_fkey" FOREIGN KEY ("account_id", "ledger_id") REFERENCES "accounts"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operations" ADD CONSTRAINT "operations_ledger_id_fkey" FOREIGN KEY ("ledger_id") REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operations" ADD CONSTRAINT "operations_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "integration_keys"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "operations" ADD CONSTRAINT "operations_undoes_id_fkey" FOREIGN KEY ("undoes_id") REFERENCES "operations"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "changes" ADD CONSTRAINT "changes_operation_id_fkey" FOREIGN KEY ("operation_id") REFERENCES "operations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── Written by hand from here on: what the Prisma language cannot express ────────────────────────────────────────────
-- `pnpm db:diff` ignores all of it, and none of it is in schema.prisma. Messages name rows by id only: they reach logs.

-- People and keys
ALTER TABLE "users"
  ADD CONSTRAINT "users_email_lower_case" CHECK ("email" = lower("email"));

ALTER TABLE "integration_keys"
  ADD CONSTRAINT "integration_keys_label_length" CHECK (char_length("label") <= 60 AND char_length(btrim("label")) > 0),
  ADD CONSTRAINT "integration_keys_hash_length" CHECK (octet_length("hash") = 32),
  -- The column allows NULL, as Prisma's lists do.
  ADD CONSTRAINT "integration_keys_scopes_not_empty" CHECK (coalesce(cardinality("scopes"), 0) > 0);

ALTER TABLE "integration_key_days"
  ADD CONSTRAINT "integration_key_days_not_negative" CHECK ("uses" >= 0 AND "refusals" >= 0);

-- Nothing revives a revoked key, and the first revocation is the one that counts (K7, K8).
CREATE FUNCTION "refuse_revival_of_key"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'Key % is revoked and stays so', OLD.id
    USING ERRCODE = 'check_violation', TABLE = 'integration_keys', CONSTRAINT = 'integration_keys_revoked_for_good';
END $$;

CREATE TRIGGER "integration_keys_revoked_for_good" BEFORE UPDATE ON "integration_keys" FOR EACH ROW
  WHEN (OLD."revoked_at" IS NOT NULL AND NEW."revoked_at" IS DISTINCT FROM OLD."revoked_at")
  EXECUTE FUNCTION "refuse_revival_of_key"();

-- Deleting a user deletes the keys and, one step later, the operations that those keys wrote; only the end result
-- counts.
ALTER TABLE "operations" ALTER CONSTRAINT "operations_key_id_fkey" DEFERRABLE INITIALLY DEFERRED;

-- Money: minor units, at most 10^13 of them; ISO 4217 codes
ALTER TABLE "ledgers"
  ADD CONSTRAINT "ledgers_base_currency_code" CHECK ("base_currency" ~ '^[A-Z]{3}$');

ALTER TABLE "accounts"
  ADD CONSTRAINT "accounts_currency_code" CHECK ("currency" ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT "accounts_version_positive" CHECK ("version" >= 1);

ALTER TABLE "categories"
  ADD CONSTRAINT "categories_version_positive" CHECK ("version" >= 1);

ALTER TABLE "transactions"
  ADD CONSTRAINT "transactions_currency_code" CHECK ("currency" ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT "transactions_amount_bounded" CHECK ("amount_minor" BETWEEN -10000000000000 AND 10000000000000),
  ADD CONSTRAINT "transactions_version_positive" CHECK ("version" >= 1);

ALTER TABLE "transaction_lines"
  ADD CONSTRAINT "transaction_lines_amount_bounded" CHECK ("amount_minor" BETWEEN -10000000000000 AND 10000000000000);

ALTER TABLE "imports"
  ADD CONSTRAINT "imports_file_sha256_length" CHECK (octet_length("file_sha256") = 32),
  ADD CONSTRAINT "imports_version_positive" CHECK ("version" >= 1);

-- Listing pages through the live rows of a ledger, newest first.
CREATE INDEX "transactions_live_idx" ON "transactions" ("ledger_id", "date" DESC, "id" DESC) WHERE "deleted_at" IS NULL;

-- Lines: at least one, summing to their transaction (invariant 1); a leg of a transfer has no category (invariant 4).
-- Checked when the transaction commits, so that rows may be written in any order.
CREATE FUNCTION "assert_lines"("checked" uuid) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  owner record;
BEGIN
  SELECT t.amount_minor, t.kind, sum(l.amount_minor) AS total, bool_or(l.category_id IS NOT NULL) AS has_category
    INTO owner
    FROM transactions t LEFT JOIN transaction_lines l ON l.transaction_id = t.id
    WHERE t.id = checked AND t.deleted_at IS NULL
    GROUP BY t.id;
  -- Deleted in the meantime, or a tombstone.
  IF NOT FOUND THEN RETURN; END IF;
  -- Without lines the total is NULL.
  IF owner.total IS DISTINCT FROM owner.amount_minor THEN
    RAISE EXCEPTION 'The lines of transaction % do not sum to its amount', checked
      USING ERRCODE = 'check_violation', TABLE = 'transactions', CONSTRAINT = 'transactions_lines_sum';
  END IF;
  IF owner.kind = 'transfer' AND owner.has_category THEN
    RAISE EXCEPTION 'Transaction % is a leg of a transfer and has a category', checked
      USING ERRCODE = 'check_violation', TABLE = 'transactions', CONSTRAINT = 'transactions_transfer_without_category';
  END IF;
END $$;

CREATE FUNCTION "check_transaction"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM assert_lines(NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION "check_line"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM assert_lines(OLD.transaction_id); END IF;
  IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND NEW.transaction_id <> OLD.transaction_id) THEN
    PERFORM assert_lines(NEW.transaction_id);
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "transactions_lines_sum" AFTER INSERT OR UPDATE OF "amount_minor", "kind", "deleted_at"
  ON "transactions" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_transaction"();

CREATE CONSTRAINT TRIGGER "transaction_lines_sum"
  AFTER INSERT OR DELETE OR UPDATE OF "amount_minor", "category_id", "transaction_id" ON "transaction_lines" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_line"();

-- Transfers: two legs of kind `transfer` in two accounts of one ledger (the foreign keys hold the ledger), money out of
-- the first and into the second, equal in size if equal in currency, living and dying together (invariant 4).
CREATE FUNCTION "assert_transfer"("checked" uuid) RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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

CREATE FUNCTION "check_transfer"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM assert_transfer(NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION "check_leg"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM assert_transfer(id) FROM transfers WHERE out_transaction_id = NEW.id OR in_transaction_id = NEW.id;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER "transfers_legs_fit" AFTER INSERT OR UPDATE
  ON "transfers" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "check_transfer"();

CREATE CONSTRAINT TRIGGER "transactions_legs_fit" AFTER UPDATE OF "account_id", "amount_minor", "kind", "deleted_at"
  ON "transactions" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD."kind" = 'transfer' OR NEW."kind" = 'transfer') EXECUTE FUNCTION "check_leg"();

-- Categories: one level; a parent has no parent.
CREATE FUNCTION "check_category_level"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
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

-- The bank's own text never changes.
CREATE FUNCTION "refuse_new_raw_text"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'The bank''s text of transaction % never changes', OLD.id
    USING ERRCODE = 'check_violation', TABLE = 'transactions', CONSTRAINT = 'transactions_raw_text_immutable';
END $$;

CREATE TRIGGER "transactions_raw_text_immutable" BEFORE UPDATE ON "transactions" FOR EACH ROW
  WHEN (NEW."raw_text" IS DISTINCT FROM OLD."raw_text") EXECUTE FUNCTION "refuse_new_raw_text"();

-- The log is append-only (invariant 11): of an operation only the state moves, and its answer is filled in once; a
-- change stays as it was written. Rows leave only together with their ledger.
CREATE FUNCTION "guard_operation"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  allowed operations := OLD;
BEGIN
  allowed.state := NEW.state;
  IF OLD.result IS NULL THEN allowed.result := NEW.result; END IF;
  IF NEW IS DISTINCT FROM allowed THEN
    RAISE EXCEPTION 'Operation % is part of an append-only log', OLD.id
      USING ERRCODE = 'check_violation', TABLE = 'operations', CONSTRAINT = 'operations_append_only';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "operations_append_only" BEFORE UPDATE ON "operations" FOR EACH ROW EXECUTE FUNCTION "guard_operation"();

CREATE FUNCTION "refuse_change_of_change"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  RAISE EXCEPTION 'Change % of operation % is part of an append-only log', OLD.index, OLD.operation_id
    USING ERRCODE = 'check_violation', TABLE = 'changes', CONSTRAINT = 'changes_append_only';
END $$;

CREATE TRIGGER "changes_append_only" BEFORE UPDATE ON "changes"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_change"();
