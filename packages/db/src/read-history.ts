import { createHash } from "node:crypto";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import type { Engine } from "./engine";

interface AppliedMigration {
  name: string;
  checksum: string;
}

/** The migrations that the database has completely applied, as Prisma's own table records them. */
async function readHistory(engine: Engine): Promise<AppliedMigration[]> {
  const [table] = await engine.query<{ exists: boolean }>({
    name: "pfn_has_migrations",
    text: "select to_regclass('_prisma_migrations') is not null as exists",
    values: [],
    withinMs: 2_900,
  });
  if (!table?.exists) return [];
  return engine.query<AppliedMigration>({
    name: "pfn_migrations",
    text: `select migration_name as name, checksum from _prisma_migrations
           where finished_at is not null and rolled_back_at is null`,
    values: [],
    withinMs: 2_900,
  });
}

/** The names of the migrations that the database still lacks, oldest first (F8). */
export async function listPendingMigrations(
  engine: Engine,
  migrations: MigrationList,
): Promise<string[]> {
  const applied = new Set((await readHistory(engine)).map(({ name }) => name));
  return migrations.migrationDirectories.flatMap(({ path }) => (applied.has(path) ? [] : [path]));
}

/**
 * Whether the database has applied exactly these migrations, to the letter: then there is nothing
 * to do or to complain about.
 */
export async function isUpToDate(engine: Engine, migrations: MigrationList): Promise<boolean> {
  const checksums = new Map(
    (await readHistory(engine)).map(({ name, checksum }) => [name, checksum]),
  );
  return (
    checksums.size === migrations.migrationDirectories.length &&
    migrations.migrationDirectories.every(({ path, migrationFile }) => {
      return (
        checksums.get(path) ===
        createHash("sha256").update(migrationFile.content.value).digest("hex")
      );
    })
  );
}
