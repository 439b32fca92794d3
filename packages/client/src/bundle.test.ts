import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";

/** Gzipped bytes that the client may weigh; it is a few fetches and their types. */
const BUDGET = 12 * 1024;

const bundle = () =>
  build({
    entryPoints: [fileURLToPath(new URL("./index.ts", import.meta.url))],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    target: "es2023",
    metafile: true,
    write: false,
    logLevel: "silent",
  });

it("the client carries no server code, no validator, no database and no Node module", async () => {
  const { metafile } = await bundle();
  const modules = Object.keys(metafile.inputs);
  expect(modules.join("\n")).toContain("create-pfn-client.ts");
  expect(
    modules.filter((path) => /packages\/(api|db)\/|[/@](zod|prisma|pino|argon2)/.test(path)),
  ).toEqual([]);
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
});

it(`the client weighs less than ${BUDGET / 1024} KiB gzipped`, async () => {
  const { outputFiles } = await bundle();
  const bytes = gzipSync(outputFiles[0]?.contents ?? "").length;
  console.log(`@pfn/client: ${(bytes / 1024).toFixed(1)} KiB gzipped`);
  expect(bytes).toBeGreaterThan(1_000);
  expect(bytes).toBeLessThan(BUDGET);
});
