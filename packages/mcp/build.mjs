import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// `pfn-mcp` is one file that needs nothing but Node.js, so that it can be copied to wherever an
// agent runs.

const directory = fileURLToPath(new URL(".", import.meta.url));
const outdir = resolve(directory, process.argv[2] ?? "dist");

await rm(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: directory,
  entryPoints: ["bin/pfn-mcp.ts"],
  outdir,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
});
