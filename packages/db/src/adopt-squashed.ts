import type { MigrationList } from "@prisma/schema-engine-wasm";
import type { Engine } from "./engine";
import { MigrationError } from "./migration-error";
import { checksumOf, readHistory } from "./read-history";
import { isSquashed, SQUASH_REMEDY, SQUASHED, SQUASHED_INTO } from "./squashed-migrations";

/**
 * Recognizes a database that the squashed migrations made, and records that it has the migrations
 * that took their place. The old records stay, so that an older pfn still runs on it (O4).
 *
 * @throws MigrationError when the database has only some of the squashed migrations, or others
 *   under their names
 */
export async function adoptSquashed(engine: Engine, migrations: MigrationList): Promise<void> {
  const history = new Map((await readHistory(engine)).map((row) => [row.name, row.checksum]));
  const isOld = [...history.keys()].some(isSquashed);
  if (!isOld || SQUASHED_INTO.every((name) => history.has(name))) return;
  const missing = Object.keys(SQUASHED).filter((name) => history.get(name) !== SQUASHED[name]);
  if (missing.length > 0) throw refusal(missing);
  await record(engine, migrations);
}

function refusal(missing: readonly string[]): MigrationError {
  return new MigrationError(
    `This database was made before the migrations were squashed, and it lacks ` +
      `${missing.join(", ")}. Start pfn on it once ${SQUASH_REMEDY}, then start this version.`,
  );
}

async function record(engine: Engine, { migrationDirectories }: MigrationList): Promise<void> {
  const rows = migrationDirectories
    .filter(({ path }) => SQUASHED_INTO.some((name) => name === path))
    .map(({ path, migrationFile }) => ({ name: path, checksum: checksumOf(migrationFile) }));
  await engine.withConnection(async (connection) => {
    await connection("begin");
    // A second process that starts at the same time waits here and finds the rows.
    await connection("lock table _prisma_migrations in exclusive mode");
    await connection(
      `insert into _prisma_migrations
         (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       select gen_random_uuid()::text, checksum, name, now(), now(), 1
       from jsonb_to_recordset($1::text::jsonb) as r(name text, checksum text)
       where name not in (select migration_name from _prisma_migrations)`,
      [JSON.stringify(rows)],
    );
    await connection("commit");
  });
}
