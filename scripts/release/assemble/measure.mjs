import { walk } from "./walk.mjs";

/**
 * What is in a release folder, in one line.
 *
 * @param {string} folder
 */
export function measure(folder) {
  let [bytes, files, maps] = [0, 0, 0];
  for (const { path, stats } of walk(folder)) {
    if (!stats.isFile()) continue;
    bytes += stats.size;
    files += 1;
    if (path.endsWith(".map")) maps += 1;
  }
  return `${(bytes / 1e6).toFixed(1)} MB in ${files} files, ${maps} of them source maps`;
}
