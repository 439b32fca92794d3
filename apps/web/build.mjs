import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createRequire, isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Packages that are not bundled into the server, because they find files beside themselves (Next,
 * WebAssembly, native code). They have to be dependencies of this package: the bundle looks for
 * them from here.
 */
const EXTERNAL = [
  "next",
  "@electric-sql/pglite",
  "@node-rs/argon2",
  "@prisma/schema-engine-wasm",
  "fs-native-extensions",
];

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
 * A package that stayed outside the bundle must resolve from here on every machine, not only where
 * something was hoisted.
 */
function refuseUndeclared({ outputs }) {
  const { dependencies } = JSON.parse(
    readFileSync(new URL("package.json", import.meta.url), "utf8"),
  );
  for (const { imports } of Object.values(outputs)) {
    for (const { path, external } of imports) {
      if (!external || isBuiltin(path) || path === OPTIONAL) continue;
      const name = path
        .split("/")
        .slice(0, path.startsWith("@") ? 2 : 1)
        .join("/");
      if (!(name in dependencies))
        throw new Error(`The bundled server imports ${name}, which package.json does not list.`);
    }
  }
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
