import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/**
 * @typedef {Record<string, string>} Versions
 * @typedef {{ packageManager?: string, dependencies?: Versions, devDependencies?: Versions,
 *   optionalDependencies?: Versions }} Manifest
 * @typedef {{ resolution: Record<string, string>, os?: string[], cpu?: string[],
 *   libc?: string[] }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage>, snapshots: Record<string, {
 *   optionalDependencies?: Versions }> }} Lockfile
 * @typedef {{ packages: string[], catalog?: Versions, overrides?: Versions, allowBuilds?:
 *   Record<string, unknown> }} Workspace
 * @typedef {{ manifests: Record<string, Manifest>, workspace: Workspace & Record<string, unknown>,
 *   lockfile: Lockfile }} SupplyChain
 */

/**
 * What says which code of others comes in: the manifests, pnpm's settings and the lockfile below
 * `root`.
 *
 * @param {string} root
 * @returns {SupplyChain}
 */
export function readSupplyChain(root) {
  const read = (/** @type {string} */ path) => readFileSync(join(root, path), "utf8");
  const workspace = parse(read("pnpm-workspace.yaml"));
  const folders = workspace.packages.flatMap((/** @type {string} */ pattern) =>
    expand(root, pattern),
  );
  const paths = [
    "package.json",
    ...folders.map((/** @type {string} */ folder) => `${folder}/package.json`),
  ];
  return {
    manifests: Object.fromEntries(paths.map((path) => [path, JSON.parse(read(path))])),
    workspace,
    lockfile: parse(read("pnpm-lock.yaml")),
  };
}

/**
 * The folders of one of the workspace's patterns: a folder, or all those in a folder.
 *
 * @param {string} root
 * @param {string} pattern
 */
function expand(root, pattern) {
  if (!pattern.endsWith("/*")) return [pattern];
  const parent = pattern.slice(0, -2);
  const entries = readdirSync(join(root, parent), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => `${parent}/${entry.name}`);
}
