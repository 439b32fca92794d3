import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { requireNone } from "./console.mjs";
import { findLicenceProblems } from "./licences.mjs";
import { makeSbom } from "./make-sbom.mjs";
import { renderNotices } from "./render-notices.mjs";

/**
 * Writes `release/sbom.cdx.json`, which lies in every artifact of a release.
 *
 * @param {string} root
 * @throws Refusal when a licence is not allowed
 */
export function writeSbom(root) {
  const bom = makeSbom(root);
  requireNone(findLicenceProblems(bom.components));
  write(root, "sbom.cdx.json", `${JSON.stringify(bom, null, 2)}\n`);
}

/**
 * Writes `release/THIRD-PARTY-NOTICES.md`, which lies in every artifact of a release.
 *
 * @param {string} root
 */
export function writeNotices(root) {
  write(root, "THIRD-PARTY-NOTICES.md", renderNotices(makeSbom(root).components, root));
}

/**
 * @param {string} root
 * @param {string} name
 * @param {string} text
 */
function write(root, name, text) {
  mkdirSync(join(root, "release"), { recursive: true });
  writeFileSync(join(root, "release", name), text);
}
