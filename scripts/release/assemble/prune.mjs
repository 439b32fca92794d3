import { existsSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isLeftOut } from "../left-out.mjs";
import { walk } from "./walk.mjs";

/** Parts of Next for other module systems, for readers, and for looking into bundles. */
const UNUSED_PARTS_OF_NEXT = ["esm", "docs", "bundle-analyzer"];

/** What pnpm keeps for its next run. It names folders of the machine that ran it. */
const BOOKKEEPING = [
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "node_modules/.modules.yaml",
  "node_modules/.pnpm-workspace-state-v1.json",
  "node_modules/.pnpm/lock.yaml",
];

/**
 * Removes what a running pfn does not read.
 *
 * @param {string} folder
 */
export function prune(folder) {
  const store = join(folder, "node_modules/.pnpm");
  for (const name of readdirSync(store))
    if (isLeftOut(name.replace("+", "/"))) remove(join(store, name));
  for (const part of UNUSED_PARTS_OF_NEXT) remove(join(folder, "node_modules/next/dist", part));
  for (const path of BOOKKEEPING) remove(join(folder, path));
  for (const { path, stats } of walk(folder)) {
    const isMap = stats.isFile() && path.endsWith(".map");
    // Scripts for a shell, which name the folder that they were installed in.
    const isBin = stats.isDirectory() && basename(path) === ".bin";
    if (isMap || isBin) remove(path);
  }
  removeDanglingLinks(folder);
}

/** @param {string} path */
function remove(path) {
  rmSync(path, { recursive: true, force: true });
}

/** @param {string} folder */
function removeDanglingLinks(folder) {
  for (const { path, stats } of walk(folder)) {
    if (stats.isSymbolicLink() && !existsSync(resolve(dirname(path), readlinkSync(path))))
      remove(path);
  }
}
