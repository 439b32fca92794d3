import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder `prisma/migrations` of this installation: the nearest one above `from`, which is this
 * very file or, once bundled, the bundle. So it is found from any working directory.
 *
 * @throws Error naming the place where the search began
 */
export function findMigrations(from: string = fileURLToPath(import.meta.url)): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const migrations = join(folder, "prisma", "migrations");
    if (existsSync(migrations)) return migrations;
    if (folder === dirname(folder)) throw new Error(`No folder prisma/migrations above ${from}`);
  }
}
