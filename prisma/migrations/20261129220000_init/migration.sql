-- The tables of schema.prisma, as `pnpm db:diff` writes them; long lines are broken.

-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin', 'member');

-- CreateEnum
CREATE TYPE "user_status" AS ENUM ('active', 'suspended');

-- CreateEnum
CREATE TYPE "revoked_reason" AS ENUM ('owner', 'rotated', 'burned', 'idle', 'account');

-- CreateEnum
CREATE TYPE "key_source_kind" AS ENUM ('network', 'client');

-- CreateEnum
CREATE TYPE "ledger_mode" AS ENUM ('live', 'test');

-- CreateEnum
CREATE TYPE "account_type" AS ENUM (
  'cash', 'checking', 'savings', 'credit_card', 'loan', 'investment', 'other_asset',
  'other_liability'
);

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
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "email" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
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
CREATE TABLE "integration_key_sources" (
    "key_id" UUID NOT NULL,
    "kind" "key_source_kind" NOT NULL,
    "value" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "integration_key_sources_pkey" PRIMARY KEY ("key_id","kind","value")
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
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

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
    "created_by_key_id" UUID,
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
CREATE TABLE "import_sums" (
    "import_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "arriving" BIGINT NOT NULL,
    "leaving" BIGINT NOT NULL,

    CONSTRAINT "import_sums_pkey" PRIMARY KEY ("import_id","kind")
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
    "root_id" UUID,
    "undone_by_id" UUID,
    "change_count" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "operations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operation_sweeps" (
    "operation_id" UUID NOT NULL,
    "index" INTEGER NOT NULL,
    "target_id" UUID NOT NULL,
    "ledger_id" UUID NOT NULL,

    CONSTRAINT "operation_sweeps_pkey" PRIMARY KEY ("operation_id","index")
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
CREATE UNIQUE INDEX "invitations_hash_key" ON "invitations"("hash");

-- CreateIndex
CREATE INDEX "invitations_created_at_idx" ON "invitations"("created_at" DESC);

-- CreateIndex
CREATE INDEX "invitations_created_by_id_idx" ON "invitations"("created_by_id");

-- CreateIndex
CREATE INDEX "login_sessions_user_id_created_at_idx"
  ON "login_sessions"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "audit_events_user_id_created_at_idx" ON "audit_events"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "audit_events_key_id_created_at_idx" ON "audit_events"("key_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "integration_keys_hash_key" ON "integration_keys"("hash");

-- CreateIndex
CREATE INDEX "integration_keys_user_id_created_at_idx"
  ON "integration_keys"("user_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ledgers_user_id_mode_key" ON "ledgers"("user_id", "mode");

-- CreateIndex
CREATE UNIQUE INDEX "ledgers_id_user_id_key" ON "ledgers"("id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_id_ledger_id_currency_key"
  ON "accounts"("id", "ledger_id", "currency");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_id_ledger_id_key" ON "accounts"("id", "ledger_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_ledger_id_name_key" ON "accounts"("ledger_id", "name");

-- CreateIndex
CREATE INDEX "categories_parent_id_idx" ON "categories"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "categories_id_ledger_id_key" ON "categories"("id", "ledger_id");

-- CreateIndex
CREATE UNIQUE INDEX "categories_ledger_id_name_key" ON "categories"("ledger_id", "name");

-- CreateIndex
CREATE INDEX "transactions_account_id_date_id_idx"
  ON "transactions"("account_id", "date" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "transactions_created_by_operation_id_idx"
  ON "transactions"("created_by_operation_id");

-- CreateIndex
CREATE INDEX "transactions_import_id_idx" ON "transactions"("import_id");

-- CreateIndex
CREATE UNIQUE INDEX "transactions_id_ledger_id_key" ON "transactions"("id", "ledger_id");

-- CreateIndex
CREATE UNIQUE INDEX "transactions_account_id_external_id_key"
  ON "transactions"("account_id", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "transactions_account_id_fingerprint_key"
  ON "transactions"("account_id", "fingerprint");

-- CreateIndex
CREATE INDEX "transaction_lines_category_id_transaction_id_idx"
  ON "transaction_lines"("category_id", "transaction_id");

-- CreateIndex
CREATE UNIQUE INDEX "transaction_lines_transaction_id_position_key"
  ON "transaction_lines"("transaction_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "transfers_out_transaction_id_key" ON "transfers"("out_transaction_id");

-- CreateIndex
CREATE UNIQUE INDEX "transfers_in_transaction_id_key" ON "transfers"("in_transaction_id");

-- CreateIndex
CREATE INDEX "transfers_ledger_id_idx" ON "transfers"("ledger_id");

-- CreateIndex
CREATE UNIQUE INDEX "transfers_out_transaction_id_ledger_id_key"
  ON "transfers"("out_transaction_id", "ledger_id");

-- CreateIndex
CREATE UNIQUE INDEX "transfers_in_transaction_id_ledger_id_key"
  ON "transfers"("in_transaction_id", "ledger_id");

-- CreateIndex
CREATE INDEX "imports_ledger_id_id_idx" ON "imports"("ledger_id", "id" DESC);

-- CreateIndex
CREATE INDEX "imports_created_by_key_id_idx" ON "imports"("created_by_key_id");

-- CreateIndex
CREATE INDEX "imports_account_id_idx" ON "imports"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "imports_id_ledger_id_key" ON "imports"("id", "ledger_id");

-- CreateIndex
CREATE INDEX "operations_key_id_seq_idx" ON "operations"("key_id", "seq" DESC);

-- CreateIndex
CREATE INDEX "operations_undoes_id_idx" ON "operations"("undoes_id");

-- CreateIndex
CREATE UNIQUE INDEX "operations_ledger_id_seq_key" ON "operations"("ledger_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "operations_id_ledger_id_key" ON "operations"("id", "ledger_id");

-- CreateIndex
CREATE INDEX "operation_sweeps_target_id_idx" ON "operation_sweeps"("target_id");

-- CreateIndex
CREATE INDEX "changes_entity_id_idx" ON "changes"("entity_id");

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_created_by_id_fkey"
  FOREIGN KEY ("created_by_id")
  REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "login_sessions" ADD CONSTRAINT "login_sessions_user_id_fkey"
  FOREIGN KEY ("user_id")
  REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_events" ADD CONSTRAINT "audit_events_user_id_fkey"
  FOREIGN KEY ("user_id")
  REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_keys" ADD CONSTRAINT "integration_keys_user_id_fkey"
  FOREIGN KEY ("user_id")
  REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_keys" ADD CONSTRAINT "integration_keys_ledger_id_user_id_fkey"
  FOREIGN KEY ("ledger_id", "user_id")
  REFERENCES "ledgers"("id", "user_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_keys" ADD CONSTRAINT "integration_keys_rotated_from_id_fkey"
  FOREIGN KEY ("rotated_from_id")
  REFERENCES "integration_keys"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_key_days" ADD CONSTRAINT "integration_key_days_key_id_fkey"
  FOREIGN KEY ("key_id")
  REFERENCES "integration_keys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "integration_key_sources" ADD CONSTRAINT "integration_key_sources_key_id_fkey"
  FOREIGN KEY ("key_id")
  REFERENCES "integration_keys"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledgers" ADD CONSTRAINT "ledgers_user_id_fkey"
  FOREIGN KEY ("user_id")
  REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_ledger_id_fkey"
  FOREIGN KEY ("ledger_id")
  REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_ledger_id_fkey"
  FOREIGN KEY ("ledger_id")
  REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "categories" ADD CONSTRAINT "categories_parent_id_ledger_id_fkey"
  FOREIGN KEY ("parent_id", "ledger_id")
  REFERENCES "categories"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_ledger_id_fkey"
  FOREIGN KEY ("ledger_id")
  REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_account_id_ledger_id_currency_fkey"
  FOREIGN KEY ("account_id", "ledger_id", "currency")
  REFERENCES "accounts"("id", "ledger_id", "currency") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_import_id_ledger_id_fkey"
  FOREIGN KEY ("import_id", "ledger_id")
  REFERENCES "imports"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transactions" ADD CONSTRAINT "transactions_created_by_operation_id_ledger_id_fkey"
  FOREIGN KEY ("created_by_operation_id", "ledger_id")
  REFERENCES "operations"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transaction_lines" ADD CONSTRAINT "transaction_lines_ledger_id_fkey"
  FOREIGN KEY ("ledger_id")
  REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transaction_lines" ADD CONSTRAINT "transaction_lines_transaction_id_ledger_id_fkey"
  FOREIGN KEY ("transaction_id", "ledger_id")
  REFERENCES "transactions"("id", "ledger_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transaction_lines" ADD CONSTRAINT "transaction_lines_category_id_ledger_id_fkey"
  FOREIGN KEY ("category_id", "ledger_id")
  REFERENCES "categories"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_ledger_id_fkey"
  FOREIGN KEY ("ledger_id")
  REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_out_transaction_id_ledger_id_fkey"
  FOREIGN KEY ("out_transaction_id", "ledger_id")
  REFERENCES "transactions"("id", "ledger_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_in_transaction_id_ledger_id_fkey"
  FOREIGN KEY ("in_transaction_id", "ledger_id")
  REFERENCES "transactions"("id", "ledger_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_created_by_key_id_fkey"
  FOREIGN KEY ("created_by_key_id")
  REFERENCES "integration_keys"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_ledger_id_fkey"
  FOREIGN KEY ("ledger_id")
  REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_account_id_ledger_id_fkey"
  FOREIGN KEY ("account_id", "ledger_id")
  REFERENCES "accounts"("id", "ledger_id") ON DELETE CASCADE ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_fkey"
  FOREIGN KEY ("import_id")
  REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_sums" ADD CONSTRAINT "import_sums_import_id_fkey"
  FOREIGN KEY ("import_id")
  REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operations" ADD CONSTRAINT "operations_ledger_id_fkey"
  FOREIGN KEY ("ledger_id")
  REFERENCES "ledgers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operations" ADD CONSTRAINT "operations_key_id_fkey"
  FOREIGN KEY ("key_id")
  REFERENCES "integration_keys"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "operations" ADD CONSTRAINT "operations_undoes_id_fkey"
  FOREIGN KEY ("undoes_id")
  REFERENCES "operations"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "operations" ADD CONSTRAINT "operations_root_id_ledger_id_fkey"
  FOREIGN KEY ("root_id", "ledger_id")
  REFERENCES "operations"("id", "ledger_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "operation_sweeps" ADD CONSTRAINT "operation_sweeps_operation_id_ledger_id_fkey"
  FOREIGN KEY ("operation_id", "ledger_id")
  REFERENCES "operations"("id", "ledger_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operation_sweeps" ADD CONSTRAINT "operation_sweeps_target_id_ledger_id_fkey"
  FOREIGN KEY ("target_id", "ledger_id")
  REFERENCES "operations"("id", "ledger_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "changes" ADD CONSTRAINT "changes_operation_id_fkey"
  FOREIGN KEY ("operation_id")
  REFERENCES "operations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
