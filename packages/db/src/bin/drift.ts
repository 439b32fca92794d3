import { findMigrations } from "../find-migrations";
import { diffSchema } from "../schema-diff";

// `pnpm db:drift` fails when the migrations and schema.prisma disagree.

const sql = await diffSchema(findMigrations());
if (sql === "") {
  console.log("The migrations make exactly the schema.");
} else {
  console.error(
    `The migrations and schema.prisma disagree. Missing:\n\n${sql}\n` +
      "Run: pnpm db:diff --name <what_changes>",
  );
  process.exitCode = 1;
}
