import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { bundleTypes } from "./bundle-types";
import { describeApi } from "./describe-api";
import { sameTypes } from "./same-types";

// Makes of src/ what is published: one JavaScript file that needs nothing but `fetch`, and one file
// of types that needs nothing at all.

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const work = join(root, "node_modules/.cache/build");

await Promise.all([dist, work].map((folder) => rm(folder, { recursive: true, force: true })));
await Promise.all([dist, work].map((folder) => mkdir(folder, { recursive: true })));

await build({
  absWorkingDir: root,
  entryPoints: ["src/index.ts"],
  outfile: "dist/index.js",
  bundle: true,
  format: "esm",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["import"],
  target: "es2022",
  minify: true,
  // Of @pfn/keys only what reads a key stays. Its hashing goes, and with it what would need
  // Node.js.
  plugins: [
    {
      name: "node-builtins-are-pure",
      setup: ({ onResolve }) =>
        onResolve({ filter: /^node:/ }, ({ path }) => ({
          path,
          external: true,
          sideEffects: false,
        })),
    },
  ],
  banner: { js: "// Contains @trpc/client: see LICENSE-trpc.txt." },
  logLevel: "warning",
});
await copyFile(
  join(dirname(require.resolve("@trpc/client/package.json")), "LICENSE"),
  join(dist, "LICENSE-trpc.txt"),
);

const { text, calls } = describeApi();
await writeFile(join(work, "same-types.ts"), sameTypes(calls));
await cp(join(root, "src"), join(work, "src"), {
  recursive: true,
  filter: (path) => !path.endsWith(".test.ts"),
});
await writeFile(join(work, "src/api-types.ts"), text);
await compile({ include: ["same-types.ts"], options: { noEmit: true } });
await compile({
  include: ["src"],
  // Checked where it stands; without the router's type, tRPC's own could not be.
  options: {
    noCheck: true,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: "types",
    rootDir: "../../../..",
  },
});
await writeFile(
  join(dist, "index.d.ts"),
  await bundleTypes(join(work, "types/client/node_modules/.cache/build/src"), "index"),
);

async function compile({
  include,
  options,
}: {
  include: string[];
  options: object;
}): Promise<void> {
  const config = join(work, "tsconfig.json");
  await writeFile(
    config,
    JSON.stringify({ extends: "../../../tsconfig.json", compilerOptions: options, include }),
  );
  const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
  await promisify(execFile)(process.execPath, [tsc, "-p", config]).catch(
    ({ stdout }: { stdout: string }) => {
      throw new Error(`The types cannot be published:\n${stdout}`);
    },
  );
}
