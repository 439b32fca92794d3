import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { listAccounts } from "./owner.mjs";
import { startServer } from "./server.mjs";

/** The first key of the published test vectors. Stored releases know it as the owner's. */
const [STORED_KEY = ""] =
  /pfn_live_\w{38}/.exec(
    readFileSync(new URL("../../../packages/keys/README.md", import.meta.url), "utf8"),
  ) ?? [];

/**
 * The data of an earlier release, restored by the image's own command: nothing is lost, the server
 * starts on it, and its key works.
 *
 * @param {import("./prove.mjs").Tool} tool
 * @param {import("./checks.mjs").Checks} checks
 * @param {{ file: string, databaseUrl?: string | undefined }} from a backup of that release, and an
 *   empty database of PostgreSQL
 */
export async function proveUpdate(tool, checks, { file, databaseUrl }) {
  const volume = tool.makeVolume();
  const env = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  tool.copyIn(file, volume);
  const restored = await runCommand(tool, { volume, env }, ["restore", `/data/${basename(file)}`]);
  const rows = countRows(restored);
  checks.that(`restores ${basename(file)}`, rows > 0, restored);
  const server = await startServer(tool, { volume, env });
  // What was stored before the first release has no key that anybody knows.
  if (/^\d/.test(basename(file))) {
    const accounts = await listAccounts(server.url, STORED_KEY);
    checks.that("its key works", Array.isArray(accounts) && accounts.length > 0, accounts);
  }
  server.container.signal("SIGTERM");
  checks.that("starts on it, and stops", (await server.container.ended) === 0);
  server.container.remove();
  const backup = await runCommand(tool, { volume, env }, ["backup", "/data/after.pfn-backup"]);
  checks.that("writes a backup that holds no row less", countRows(backup) >= rows, backup);
  tool.removeVolume(volume);
}

/** @param {string} printed by `pfn backup` or `pfn restore` */
function countRows(printed) {
  return Number(/(\d+) rows/.exec(printed.replaceAll(",", ""))?.[1] ?? 0);
}

/**
 * Runs a command of pfn in a container, and returns what it printed.
 *
 * @param {import("./prove.mjs").Tool} tool
 * @param {{ volume: string, env: Record<string, string> }} where
 * @param {string[]} command
 */
async function runCommand(tool, where, command) {
  const container = await tool.start({ ...where, args: ["apps/web/dist/cli.js", ...command] });
  await container.ended;
  container.remove();
  return container.printed().trim();
}
