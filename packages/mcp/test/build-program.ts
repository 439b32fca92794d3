import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the built `pfn-mcp` of this run is. */
const PROGRAM = "PFN_TEST_MCP_PROGRAM";

/** Global setup of Vitest: builds `pfn-mcp` once, as people run it. Gone when the run ends. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "pfn-mcp-"));
  const build = fileURLToPath(new URL("../build.mjs", import.meta.url));
  const built = spawnSync(process.execPath, [build, folder], { encoding: "utf8" });
  // A warning would be a fault in what people run.
  if (built.status !== 0 || built.stdout + built.stderr !== "")
    throw new Error(`The build of pfn-mcp said: ${built.stdout}${built.stderr}`);
  process.env[PROGRAM] = join(folder, "pfn-mcp.js");
  return () => rm(folder, { recursive: true });
}

/** How the built `pfn-mcp` is started. */
export const command = { command: process.execPath, args: [process.env[PROGRAM] ?? ""] };
