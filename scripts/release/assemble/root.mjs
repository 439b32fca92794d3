import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** @type {{ version: string, packageManager: string }} */
export const PROJECT = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/**
 * The time that every file of a release gets, in seconds since 1970: `SOURCE_DATE_EPOCH`, or that
 * of the commit. A build that knows neither says 1970, which is the same for everybody, too.
 */
export function releaseTime() {
  const given = process.env["SOURCE_DATE_EPOCH"];
  if (given !== undefined && /^\d+$/.test(given)) return Number(given);
  try {
    const stdout = execFileSync("git", ["log", "-1", "--format=%ct"], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return Number(stdout);
  } catch {
    return 0;
  }
}
