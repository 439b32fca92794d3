import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { settleNext } from "./assemble/settle-next.mjs";
import { walk } from "./assemble/walk.mjs";

// prove-image.sh compares two real builds; here are builds in a few files.

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A build as Next leaves it: what it draws at random differs each time. */
function build(page: string): string {
  const folder = mkdtempSync(join(tmpdir(), "pfn-build-"));
  folders.push(folder);
  const number = randomBytes(16).toString("base64url").slice(0, 21);
  const previews = { previewModeId: hex(16), previewModeSigningKey: hex(32) };
  const files: Record<string, string> = {
    BUILD_ID: number,
    "server/preview-props.json": JSON.stringify(previews),
    "prerender-manifest.json": JSON.stringify({ version: 4, preview: previews }),
    "server/server-reference-manifest.json": JSON.stringify({
      encryptionKey: randomBytes(32).toString("base64"),
    }),
    "required-server-files.json": JSON.stringify({ appDir: `${ROOT}apps/web` }),
    [`static/${number}/_buildManifest.js`]: "self.__BUILD_MANIFEST = {};",
    "static/chunks/page.js": page,
    "server/app/page.html": `<p>${page}</p><!--${number}-->`,
  };
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, "apps/web/.next", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

const hex = (bytes: number) => randomBytes(bytes).toString("hex");

function settled(page: string): Record<string, string> {
  const folder = build(page);
  settleNext(folder);
  const files = [...walk(folder)].filter(({ stats }) => stats.isFile());
  return Object.fromEntries(
    files.map(({ path }) => [relative(folder, path), readFileSync(path, "latin1")]),
  );
}

it("the same sources give the same build, wherever what Next draws at random sorts", () => {
  const first = settled("a page");
  for (let turn = 0; turn < 20; turn += 1) expect(settled("a page")).toEqual(first);
  const number = first["apps/web/.next/BUILD_ID"];
  expect(number).toHaveLength(21);
  expect(first["apps/web/.next/server/app/page.html"]).toBe(`<p>a page</p><!--${number}-->`);
  expect(Object.keys(first)).toContain(`apps/web/.next/static/${number}/_buildManifest.js`);
});

it("other sources give another number, so a browser sees that its pages are old", () => {
  const number = (page: string) => settled(page)["apps/web/.next/BUILD_ID"];
  expect(number("a page")).not.toBe(number("another page"));
});

it("names no folder of the machine that built it, and changes no other path", () => {
  const files = settled(`import "${ROOT}src"`);
  expect(files["apps/web/.next/required-server-files.json"]).toBe('{"appDir":"/app/apps/web"}');
  expect(files["apps/web/.next/static/chunks/page.js"]).toBe(`import "${ROOT}src"`);
});

it("stops when Next keeps what it draws in other files than before", () => {
  const folder = build("a page");
  writeFileSync(join(folder, "apps/web/.next/server/preview-props.json"), '{"previewModeId":""}');
  expect(() => settleNext(folder)).toThrow("in other files than before");
});
