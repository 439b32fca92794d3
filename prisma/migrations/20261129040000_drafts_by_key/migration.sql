-- Which key made a draft, so that one caller's drafts make room for each other and for nobody else's. Null: the owner, and
-- everything that was there before.
ALTER TABLE "imports" ADD COLUMN "created_by_key_id" UUID;

-- CreateIndex: for keys that go with their person.
CREATE INDEX "imports_created_by_key_id_idx" ON "imports"("created_by_key_id");

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_created_by_key_id_fkey" FOREIGN KEY ("created_by_key_id") REFERENCES "integration_keys"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
