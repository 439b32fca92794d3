import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { MigrationList } from "@prisma/schema-engine-wasm";

const LOCKFILE = "migration_lock.toml";

/** Reads a folder of Prisma migrations into the form that the schema engine takes. */
export async function readMigrations(folder: string): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  return {
    baseDir: folder,
    lockfile: {
      path: LOCKFILE,
      content: entries.some((entry) => entry.name === LOCKFILE)
        ? await readFile(join(folder, LOCKFILE), "utf8")
        : null,
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (path) => ({
        path,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(join(folder, path, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}
