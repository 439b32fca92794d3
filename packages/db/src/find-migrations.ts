import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Finds the folder `prisma/migrations` of this installation from any working directory.
 *
 * @param from where the search begins upwards: this file, or the bundle that it is in
 * @throws Error when there is none; it names `from`
 */
export function findMigrations(from: string = fileURLToPath(import.meta.url)): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const migrations = join(folder, "prisma", "migrations");
    if (existsSync(migrations)) return migrations;
    if (folder === dirname(folder)) throw new Error(`No folder prisma/migrations above ${from}`);
  }
}
