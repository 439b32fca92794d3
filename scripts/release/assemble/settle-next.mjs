import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT } from "./root.mjs";
import { walk } from "./walk.mjs";

/** Where Next writes down the folder that it built in. */
const NAMES_THE_FOLDER = /\/required-server-files\.js(on)?$/;

/**
 * Next draws some texts of each build at random: its number, and keys for previews and for closures
 * of server actions, of which pfn has none. Here the rest of the build decides them, so that the
 * same sources give the same release. The folder of the build becomes the image's.
 *
 * @param {string} folder
 */
export function settleNext(folder) {
  const next = join(folder, "apps/web/.next");
  const files = readFiles(next);
  const drawn = listDrawn(files);
  // The number is a folder's name, too, and must not decide the order.
  const rest = [...files].map(([path, text]) => replaceAll(path + text, drawn, () => "")).sort();
  const seed = createHash("sha256").update(rest.join("\0")).digest("hex");
  const settled = (/** @type {string} */ text, /** @type {number} */ index) => {
    const digest = createHash("sha256").update(`${seed} ${index}`);
    return digest.digest(text.endsWith("=") ? "base64" : "hex").slice(0, text.length);
  };
  for (const [path, text] of files) {
    const now = replaceAll(text, drawn, settled);
    if (now !== text) writeFileSync(join(next, path), now, "latin1");
  }
  const [number = ""] = drawn;
  renameSync(join(next, "static", number), join(next, "static", settled(number, 0)));
}

/**
 * Every file's bytes, by its path.
 *
 * @param {string} next
 */
function readFiles(next) {
  const files = [...walk(next)].filter(({ stats }) => stats.isFile());
  return new Map(
    files.map(({ path }) => {
      const text = readFileSync(path, "latin1");
      const moved = NAMES_THE_FOLDER.test(path) ? leaveFolder(text) : text;
      if (moved !== text) writeFileSync(path, moved, "latin1");
      return [relative(next, path), moved];
    }),
  );
}

/** @param {string} text in which JSON names folders below the one of the build */
function leaveFolder(text) {
  const root = JSON.stringify(ROOT.replace(/\/$/, "")).slice(0, -1);
  return text.replaceAll(`${root}/`, '"/app/').replaceAll(`${root}"`, '"/app"');
}

/**
 * The number of the build comes first.
 *
 * @param {Map<string, string>} files
 * @returns {string[]}
 */
function listDrawn(files) {
  const read = (/** @type {string} */ path) => files.get(path) ?? "{}";
  const previews = JSON.parse(read("server/preview-props.json"));
  const actions = JSON.parse(read("server/server-reference-manifest.json"));
  const drawn = [files.get("BUILD_ID"), actions.encryptionKey, ...Object.values(previews)];
  for (const text of drawn) {
    if (typeof text !== "string" || text.length < 20)
      throw new Error("Next keeps what it draws at random in other files than before.");
  }
  return drawn;
}

/**
 * @param {string} text
 * @param {string[]} drawn
 * @param {(drawn: string, index: number) => string} settled
 */
function replaceAll(text, drawn, settled) {
  return drawn.reduce((now, one, index) => now.replaceAll(one, settled(one, index)), text);
}
