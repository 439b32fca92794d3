import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { migrate, NO_FILTER } from "./migrate";
import { openPglite } from "./pglite/open-pglite";
import { openSchemaEngine } from "./schema-engine";

/**
 * Compares the migrations in `folder` with the schema beside it. The migrations run in a database
 * in memory, which is then thrown away.
 *
 * @returns an SQL script from the migrations to the schema, empty when they agree
 */
export async function diffSchema(folder: string): Promise<string> {
  const engine = await openPglite({});
  try {
    await migrate(engine, folder);
    const schemaEngine = await openSchemaEngine(engine.adapter);
    const path = join(folder, "..", "schema.prisma");
    const schema = { path, content: await readFile(path, "utf8") };
    const { exitCode, stdout } = await schemaEngine.diff({
      // The "datasource" is the database of the adapter.
      from: { tag: "schemaDatasource", files: [schema], configDir: folder },
      to: { tag: "schemaDatamodel", files: [schema] },
      script: true,
      exitCode: true,
      filters: NO_FILTER,
    });
    schemaEngine.free();
    return exitCode === 0 ? "" : (stdout ?? "");
  } finally {
    await engine.close();
  }
}
