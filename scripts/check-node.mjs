/** The oldest Node.js that pfn runs on; `engines` in package.json says the same. */
const OLDEST = [20, 19];

/**
 * Ends the process with one line when it runs on a Node.js that is too old. Imports nothing and
 * uses no new syntax, so that it works exactly there.
 */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  process.stderr.write(
    `pfn cannot start: it needs Node.js ${OLDEST.join(".")} or newer, and this is ` +
      `${process.versions.node}. Install a newer one from your system or ` +
      "https://nodejs.org.\n",
  );
  process.exit(1);
}
