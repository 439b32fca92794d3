import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { migrate, NO_FILTER } from "./migrate";
import { openPglite } from "./pglite/open-pglite";
import { openSchemaEngine } from "./schema-engine";

/**
 * What the migrations in `folder` lack to make the schema beside it: an SQL script, empty when they
 * agree. They are applied to a database in memory that is thrown away.
 */
export async function diffSchema(folder: string): Promise<string> {
  const engine = await openPglite({});
  try {
    await migrate(engine, folder);
    const schemaEngine = await openSchemaEngine(engine.adapter);
    const path = join(folder, "..", "schema.prisma");
    const schema = { path, content: await readFile(path, "utf8") };
    const { exitCode, stdout } = await schemaEngine.diff({
      // The "datasource" is whatever the adapter is connected to.
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
