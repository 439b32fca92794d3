import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { PROJECT } from "./root.mjs";

/**
 * Packs a release folder into `FOLDER.tar.gz`, in one order and without a name, an owner or a time
 * of this machine. Unpacked it is called `pfn-` and the version.
 *
 * @param {string} folder
 * @returns {{ path: string, bytes: number, digest: string }}
 */
export function archive(folder) {
  const path = `${folder}.tar.gz`;
  const name = basename(folder);
  const same = ["--sort=name", "--format=gnu", "--owner=0", "--group=0", "--numeric-owner"];
  // The flag S leaves the targets of links alone.
  const rename = `--transform=s,^${name},pfn-${PROJECT.version},S`;
  const args = ["--create", `--file=${path}`, "--use-compress-program=gzip -9 -n", ...same, rename];
  execFileSync("tar", [...args, `--directory=${dirname(folder)}`, name], { stdio: "inherit" });
  const content = readFileSync(path);
  return {
    path,
    bytes: content.length,
    digest: createHash("sha256").update(content).digest("hex"),
  };
}
