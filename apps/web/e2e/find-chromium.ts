import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/**
 * The installed browser: `PFN_TEST_CHROMIUM`, or the first of its usual names on the PATH.
 *
 * @throws Error that says how to install it
 */
export function findChromium(): string {
  const { PFN_TEST_CHROMIUM, PATH = "" } = process.env;
  if (PFN_TEST_CHROMIUM) return PFN_TEST_CHROMIUM;
  const candidates = PATH.split(delimiter).flatMap((folder) =>
    NAMES.map((name) => join(folder, name)),
  );
  const found = candidates.find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    "No Chromium found. Install it (Debian: apt-get install chromium) or set " +
      "PFN_TEST_CHROMIUM to its path.",
  );
}
