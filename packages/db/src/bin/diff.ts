import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findMigrations } from "../find-migrations";
import { diffSchema } from "../schema-diff";

// `pnpm db:diff --name add_budgets` writes the migration from the present migrations to
// schema.prisma.

const { values } = parseArgs({ options: { name: { type: "string" } } });
if (!values.name || !/^[a-z0-9_]+$/.test(values.name)) {
  console.error("Usage: pnpm db:diff --name <lower_case_name>");
  process.exit(2);
}

const migrations = findMigrations();
const sql = await diffSchema(migrations);
if (sql === "") {
  console.log("The migrations already make the schema: nothing written.");
} else {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(migrations, `${stamp}_${values.name}`);
  await mkdir(folder);
  await writeFile(join(folder, "migration.sql"), sql);
  console.log(`Written: ${folder}/migration.sql. Read it before you commit it.`);
}
