import { fileURLToPath } from "node:url";
import { checkFiles, checkStored, checkTree } from "./check-files.mjs";
import { checkPackages } from "./check-packages.mjs";
import { checkUpgrade } from "./check-upgrade.mjs";
import { refuse, run, say } from "./console.mjs";
import { writeNotices, writeSbom } from "./write-bill.mjs";

// `pnpm release:check`: whether this commit can be released. It ends with one line, which names the
// remedy when something is wrong.

const root = fileURLToPath(new URL("../..", import.meta.url));

/** @type {[name: string, check: (root: string) => void][]} */
const CHECKS = [
  ["a clean tree", checkTree],
  ["one version, one licence, notes", checkFiles],
  ["what this version leaves on a disk", checkStored],
  ["a build", (where) => run("npx", ["-y", "pnpm@12", "build"], { cwd: where })],
  ["the bill of materials", writeSbom],
  ["the notices", writeNotices],
  ["packages", checkPackages],
  ["the update from each stored release", checkUpgrade],
  ["a clean tree still", checkTree],
];

try {
  for (const [name, check] of CHECKS) {
    say(`${name} …`);
    check(root);
  }
  say("this commit can be released.");
} catch (error) {
  refuse(error);
}
