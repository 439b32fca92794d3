import { execFileSync } from "node:child_process";
import { PROJECT, ROOT } from "./root.mjs";

/**
 * Both CPUs' native code lies in one folder: it is small, and one archive fits every machine. Files
 * are copied, because a link to the store would change the store with the folder.
 */
const FLAGS = [
  "--prod",
  "--os=linux",
  "--cpu=x64",
  "--cpu=arm64",
  "--libc=glibc",
  "--config.package-import-method=copy",
];

/**
 * Installs what `release/package.json` lists, in the lockfile's versions.
 *
 * @param {string} folder absolute, not there yet
 */
export function installPackages(folder) {
  const args = ["-y", PROJECT.packageManager, "--filter=@pfn/release", "deploy", ...FLAGS, folder];
  execFileSync("npx", args, { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
}
