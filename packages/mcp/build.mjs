import { readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// `pfn-mcp` is one file that needs nothing but Node.js, so that it can be copied to wherever an
// agent runs. Beside it lie the licences of the packages that it holds.

const directory = fileURLToPath(new URL(".", import.meta.url));
const outdir = resolve(directory, process.argv[2] ?? "dist");

await rm(outdir, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: directory,
  entryPoints: ["bin/pfn-mcp.ts"],
  outdir,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  banner: { js: "#!/usr/bin/env node" },
  metafile: true,
  logLevel: "warning",
});
await writeFile(join(outdir, "LICENSES.txt"), await collectLicences(Object.keys(metafile.inputs)));

/** The licence of each package that a bundled file belongs to. It throws when one has none. */
async function collectLicences(files) {
  const folders = files.flatMap(
    (file) => file.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? [],
  );
  const texts = [...new Set(folders)].sort().map(async (folder) => {
    const [name] = folder.split("node_modules/").slice(-1);
    return `${name}\n\n${await readFile(join(directory, folder, "LICENSE"), "utf8")}`;
  });
  return (await Promise.all(texts)).join("\n\n");
}
