-- CreateEnum
CREATE TYPE "key_source_kind" AS ENUM ('network', 'client');

-- CreateTable
CREATE TABLE "integration_key_sources" (
    "key_id" UUID NOT NULL,
    "kind" "key_source_kind" NOT NULL,
    "value" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "integration_key_sources_pkey" PRIMARY KEY ("key_id","kind","value")
);

-- AddForeignKey
ALTER TABLE "integration_key_sources" ADD CONSTRAINT "integration_key_sources_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "integration_keys"("id") ON DELETE CASCADE ON UPDATE CASCADE;
