import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { findMigrations } from "./find-migrations";
import { diffSchema } from "./schema-diff";

const copy = await mkdtemp(join(tmpdir(), "pfn-prisma-"));
afterAll(() => rm(copy, { recursive: true }));

it("the migrations make exactly the tables of schema.prisma", async () => {
  expect(await diffSchema(findMigrations())).toBe("");
});

it("a change of the schema becomes the SQL that makes it", async () => {
  await cp(dirname(findMigrations()), copy, { recursive: true });
  const schema = join(copy, "schema.prisma");
  const text = await readFile(schema, "utf8");
  await writeFile(
    schema,
    text.replace("model AuditEvent {", "model AuditEvent {\n  added String?"),
  );
  expect(await diffSchema(join(copy, "migrations"))).toContain(
    'ALTER TABLE "audit_events" ADD COLUMN     "added" TEXT',
  );
});
