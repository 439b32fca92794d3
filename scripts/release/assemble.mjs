import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { archive } from "./assemble/archive.mjs";
import { copyBuild } from "./assemble/copy-build.mjs";
import { installPackages } from "./assemble/install-packages.mjs";
import { measure } from "./assemble/measure.mjs";
import { prune } from "./assemble/prune.mjs";
import { ROOT } from "./assemble/root.mjs";
import { settle } from "./assemble/settle.mjs";
import { settleNext } from "./assemble/settle-next.mjs";
import { refuse } from "./console.mjs";
import { writeNotices, writeSbom } from "./write-bill.mjs";

// `node scripts/release/assemble.mjs OUT`, after a build: makes the release folder, which is all
// that `node apps/web/dist/server.js` needs, on Linux with glibc and either CPU. With `--archive`
// it also makes OUT.tar.gz. The same sources give the same bytes.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { archive: { type: "boolean", default: false } },
});
const [out] = positionals;
if (out === undefined || existsSync(out)) {
  console.error(
    "Usage: node scripts/release/assemble.mjs OUT [--archive], where OUT is not there.",
  );
  process.exit(2);
}

const folder = resolve(out);
try {
  writeSbom(ROOT);
  writeNotices(ROOT);
} catch (error) {
  refuse(error);
  process.exit();
}
installPackages(folder);
copyBuild(folder);
prune(folder);
settleNext(folder);
settle(folder);
console.log(`${out}: ${measure(folder)}`);
if (values.archive) {
  const { path, bytes, digest } = archive(folder);
  console.log(`${path}: ${(bytes / 1e6).toFixed(1)} MB, sha256 ${digest}`);
}
