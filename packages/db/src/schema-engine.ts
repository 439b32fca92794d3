import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";

type SchemaEngineModule = typeof import("@prisma/schema-engine-wasm");
type Exports = Record<string, unknown>;

/** Node's WebAssembly. TypeScript declares it only for browsers. */
const webAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: Exports } }>;
} = Reflect.get(globalThis as object, "WebAssembly");

let loading: Promise<SchemaEngineModule> | undefined;

/**
 * Opens Prisma's schema engine in this process, over a driver adapter. No binary is downloaded or
 * started. The first call loads 5 MB of WebAssembly, so a process without pending migrations never
 * loads it.
 */
export async function openSchemaEngine(
  adapter: SqlMigrationAwareDriverAdapterFactory,
): Promise<SchemaEngine> {
  loading ??= loadModule();
  const { SchemaEngine } = await loading;
  return SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
}

async function loadModule(): Promise<SchemaEngineModule> {
  // The package's entry imports the .wasm file as a module, which Node cannot do. These lines do
  // the same by hand.
  const glue = "@prisma/schema-engine-wasm/schema_engine_bg";
  const require = createRequire(import.meta.url);
  const bytes = await readFile(require.resolve(glue).replace(/\.js$/, ".wasm"));
  const bindings: SchemaEngineModule & { __wbg_set_wasm(exports: Exports): void } = await import(
    "@prisma/schema-engine-wasm/schema_engine_bg"
  );
  const { instance } = await webAssembly.instantiate(bytes, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports["__wbindgen_start"];
  if (typeof start === "function") start();
  return bindings;
}
