import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Every file, link and folder below a folder, by name, the deepest first; the folder itself comes
 * last.
 *
 * @param {string} path
 * @returns {Generator<{ path: string, stats: import("node:fs").Stats }>}
 */
export function* walk(path) {
  const stats = lstatSync(path);
  if (stats.isDirectory())
    for (const name of readdirSync(path).sort()) yield* walk(join(path, name));
  yield { path, stats };
}
