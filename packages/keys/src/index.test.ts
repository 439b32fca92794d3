import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "../package.json";
import { LOOK_ALIKES, VECTORS } from "../test/vectors";
import * as keys from "./index";
import { VERSION } from "./version";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");

test("the package offers these names and no way to choose its randomness", () => {
  expect(Object.keys(keys).sort()).toEqual([
    "KEY_PATTERN",
    "PRESETS",
    "SCOPES",
    "SCOPE_INFO",
    "crc32",
    "expandScopes",
    "generateKey",
    "hashKey",
    "isScope",
    "missingScopes",
    "parseKey",
  ]);
  expect(keys.generateKey).toHaveLength(1);
});

test("the package needs nothing at run time but Node itself", () => {
  expect(Object.keys(manifest)).not.toContain("dependencies");
  expect(Object.keys(manifest)).not.toContain("peerDependencies");
});

test("the version that programs show is that of the manifest", () => {
  expect(VERSION).toBe(manifest.version);
});

test("the scopes load in a browser: their module imports nothing and names nothing of Node", () => {
  expect(read("./scopes.ts")).not.toMatch(
    /^import |\bfrom "|\brequire\(|\bprocess\.|\bBuffer\b|node:/m,
  );
});

test("K12: the README publishes the pattern and the vectors exactly as they are tested", () => {
  const readme = read("../README.md");
  expect(readme).toContain(keys.KEY_PATTERN.source);
  const rows = readme
    .match(/^\| `.*$/gm)
    ?.map((row) => row.slice(1, -1).replaceAll("`", "").split("|"));
  expect(rows?.map((cells) => cells.map((cell) => cell.trim()))).toEqual([
    ...VECTORS.map(({ key, crc32, sha256, hint }) => [key, crc32, sha256, hint]),
    ...LOOK_ALIKES.map(([why, text]) => [text, why]),
  ]);
});

test("K12: the README's checker, run as it stands, tells keys from their look-alikes", async () => {
  const [, checker = ""] = read("../README.md").match(/^```js\n(.*?)^```$/ms) ?? [];
  const { isKey } = await import(
    /* @vite-ignore */ `data:text/javascript,${encodeURIComponent(checker)}`
  );
  for (const { key } of VECTORS) expect(isKey(key), key).toBe(true);
  for (const [why, text] of LOOK_ALIKES) expect(isKey(text), why).toBe(false);
});
