import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { VERSION } from "@pfn/keys/version";
import { afterAll, beforeAll, expect, it } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const made = { folder: "", installed: "" };

beforeAll(async () => {
  made.folder = await mkdtemp(join(tmpdir(), "pfn-packed-"));
  made.installed = join(made.folder, "node_modules/@pfn/mcp");
  await writeFile(join(made.folder, "package.json"), '{ "private": true }');
  // Offline: a package that wanted another one would fail here.
  const args = ["install", "--offline", "--no-audit", "--no-fund", await pack()];
  await run("npm", args, { cwd: made.folder });
});
afterAll(() => rm(made.folder, { recursive: true }));

/** The file to test: the one that `pnpm release:check` has packed, or one that is made here. */
async function pack(): Promise<string> {
  const folder = process.env["PFN_TEST_PACKED"];
  if (folder !== undefined) return join(folder, `pfn-mcp-${VERSION}.tgz`);
  await run(process.execPath, ["build.mjs"], { cwd: root });
  await run("npx", ["-y", "pnpm@12", "pack", "--pack-destination", made.folder], { cwd: root });
  return join(made.folder, `pfn-mcp-${VERSION}.tgz`);
}

it("the package holds the program and licences, and needs no other package", async () => {
  expect((await readdir(made.installed, { recursive: true })).toSorted()).toEqual([
    "LICENSE",
    "README.md",
    "dist",
    "dist/LICENSES.txt",
    "dist/pfn-mcp.js",
    "package.json",
  ]);
  expect(await readdir(join(made.folder, "node_modules/@pfn"))).toEqual(["mcp"]);
  const manifest = JSON.parse(await readFile(join(made.installed, "package.json"), "utf8"));
  expect(manifest).toMatchObject({ version: VERSION, license: "MIT" });
});

it("installed, the program starts by its name, and says what it lacks", () => {
  const { status, stderr } = spawnSync(join(made.folder, "node_modules/.bin/pfn-mcp"), {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
    shell: process.platform === "win32",
  });
  expect([status, stderr]).toEqual([1, expect.stringContaining("pfn-mcp: PFN_URL is not set")]);
});
