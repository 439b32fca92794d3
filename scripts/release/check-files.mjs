import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readSupplyChain } from "../supply-chain/read-supply-chain.mjs";
import { Refusal, requireNone, run } from "./console.mjs";
import { findManifestProblems, findNotesProblems } from "./find-problems.mjs";

const STORED = "packages/db/src/test/releases";

/** The version that a running pfn shows. */
const SHOWN = "packages/keys/src/version.ts";

/**
 * @param {string} root
 * @throws Refusal when git knows of changes
 */
export function checkTree(root) {
  const [first, ...more] = run("git", ["status", "--porcelain"], { cwd: root })
    .split("\n")
    .filter((line) => line !== "");
  if (first === undefined) return;
  const others = more.length === 0 ? "" : ` and ${more.length} more`;
  throw new Refusal(`${first.slice(3)}${others} is not committed. Commit, ignore or remove it.`);
}

/**
 * @param {string} root
 * @throws Refusal when manifests or notes are not of one release
 */
export function checkFiles(root) {
  requireNone(findManifestProblems(readSupplyChain(root).manifests));
  const version = versionOf(root);
  if (!readFileSync(join(root, SHOWN), "utf8").includes(`VERSION = "${version}";`))
    throw new Refusal(`${SHOWN} shows another version. Set it to ${version}, as in package.json.`);
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  requireNone(findNotesProblems(changelog, version));
}

/**
 * @param {string} root
 * @throws Refusal when later versions could not be tested with the data of this one
 */
export function checkStored(root) {
  const version = versionOf(root);
  for (const ending of ["pfn-backup", "tar.br"]) {
    const path = `${STORED}/${version}.${ending}`;
    if (existsSync(join(root, path))) continue;
    throw new Refusal(`${path} is missing. Run \`npx -y pnpm@12 release:store\` and commit it.`);
  }
}

/** @param {string} root */
export const versionOf = (root) =>
  String(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version);
