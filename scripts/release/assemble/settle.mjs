import { chmodSync, lutimesSync } from "node:fs";
import { releaseTime } from "./root.mjs";
import { walk } from "./walk.mjs";

/**
 * Gives every file the mode and the time that it has on any other machine.
 *
 * @param {string} folder
 */
export function settle(folder) {
  const time = releaseTime();
  for (const { path, stats } of walk(folder)) {
    if (!stats.isSymbolicLink()) chmodSync(path, stats.isDirectory() ? 0o755 : 0o644);
    lutimesSync(path, time, time);
  }
}
