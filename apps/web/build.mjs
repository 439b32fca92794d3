import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createRequire, isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * What stays outside the bundle, because it finds files beside itself (Next, WebAssembly, native
 * code). A release installs exactly these packages.
 */
const EXTERNAL = readDependencies("../../release/package.json");

/** Tried by `pg`, which does without it. */
const OPTIONAL = "pg-native";

const directory = fileURLToPath(new URL(".", import.meta.url));

/**
 * Everything else that the server imports, our own packages included, becomes a few files in
 * `dist`.
 */
async function buildServer() {
  await rm(new URL("dist", import.meta.url), { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: directory,
    // The database's thread is started from a file of its own, which the bundle looks for beside
    // itself.
    entryPoints: [
      { in: "src/server.ts", out: "server" },
      { in: "src/cli.ts", out: "cli" },
      { in: "../../packages/db/src/pglite/pglite-worker.js", out: "pglite-worker" },
    ],
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    external: EXTERNAL.flatMap((name) => [name, `${name}/*`]),
    // Bundled CommonJS packages call `require` for Node's own modules, which an ES module does not
    // have.
    banner: {
      js:
        'import { createRequire as createRequireForBundle } from "node:module"; const ' +
        "require = createRequireForBundle(import.meta.url);",
    },
    metafile: true,
    logLevel: "warning",
  });
  refuseUndeclared(metafile);
}

/**
 * A package that stayed outside the bundle must resolve on every machine, not only where something
 * was hoisted: from here, and in a release.
 */
function refuseUndeclared({ outputs }) {
  const manifests = ["package.json", "../../release/package.json"];
  for (const { imports } of Object.values(outputs)) {
    for (const { path, external } of imports) {
      if (!external || isBuiltin(path) || path === OPTIONAL) continue;
      const name = path
        .split("/")
        .slice(0, path.startsWith("@") ? 2 : 1)
        .join("/");
      for (const manifest of manifests) {
        if (readDependencies(manifest).includes(name)) continue;
        throw new Error(`The bundled server imports ${name}, which ${manifest} does not list.`);
      }
    }
  }
}

/** The names of the packages that a manifest lists; the path begins here. */
function readDependencies(manifest) {
  const text = readFileSync(new URL(manifest, import.meta.url), "utf8");
  return Object.keys(JSON.parse(text).dependencies);
}

function buildPages() {
  const cli = createRequire(import.meta.url).resolve("next/dist/bin/next");
  // biome-ignore lint/style/noProcessEnv: it is handed on to a child, not read.
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { status } = spawnSync(process.execPath, [cli, "build"], {
    cwd: directory,
    env,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}

if (!process.argv.includes("--server-only")) buildPages();
await buildServer();
