import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A folder that is mounted, and that the image's user cannot write, ends the start with one line
 * that names the remedy.
 *
 * @param {import("./prove.mjs").Tool} tool
 * @param {import("./checks.mjs").Checks} checks
 */
export async function proveRefusal(tool, checks) {
  const volume = mkdtempSync(join(tmpdir(), "pfn-proof-"));
  chmodSync(volume, 0o555);
  const container = await tool.start({ volume });
  const code = await container.ended;
  const printed = container.printed().trim();
  checks.that(
    "a volume that it cannot write ends it with one line",
    code === 1 && /^pfn cannot start: .*chown 1000:1000.*named volume.*$/.test(printed),
    printed,
  );
  container.remove();
  rmSync(volume, { recursive: true });
}
