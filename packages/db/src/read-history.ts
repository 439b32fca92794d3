import { createHash } from "node:crypto";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import type { Engine } from "./engine";
import { isSquashed } from "./squashed-migrations";

interface AppliedMigration {
  name: string;
  checksum: string;
}

/** The migrations that the database has applied completely, as Prisma's own table records them. */
export async function readHistory(engine: Engine): Promise<AppliedMigration[]> {
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
 * Returns whether the database has applied exactly these migrations, with the same text. Then there
 * is nothing to do and nothing to refuse. Records of squashed migrations do not count.
 */
export async function isUpToDate(
  engine: Engine,
  { migrationDirectories }: MigrationList,
): Promise<boolean> {
  const checksums = new Map(
    (await readHistory(engine))
      .filter(({ name }) => !isSquashed(name))
      .map(({ name, checksum }) => [name, checksum]),
  );
  return (
    checksums.size === migrationDirectories.length &&
    migrationDirectories.every(
      ({ path, migrationFile }) => checksums.get(path) === checksumOf(migrationFile),
    )
  );
}

type MigrationFile = MigrationList["migrationDirectories"][number]["migrationFile"];

/** The checksum of a migration as Prisma records it. */
export function checksumOf({ content }: MigrationFile): string {
  return createHash("sha256").update(content.value).digest("hex");
}
