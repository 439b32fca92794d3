import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { VERSION } from "@pfn/keys/version";
import { expect, it } from "vitest";
import { readSupplyChain } from "../supply-chain/read-supply-chain.mjs";
import { versionOf } from "./check-files.mjs";
import { findManifestProblems } from "./find-problems.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const { manifests } = readSupplyChain(ROOT);

it("every manifest has the same version and the licence MIT", () => {
  expect(Object.keys(manifests).length).toBeGreaterThan(8);
  expect(findManifestProblems(manifests)).toEqual([]);
});

it("a running pfn shows the version of its manifests", () => {
  expect(versionOf(ROOT)).toBe(VERSION);
});

it("the licence's text is MIT's, of the pfn authors", () => {
  expect(readFileSync(join(ROOT, "LICENSE"), "utf8")).toMatch(
    /^MIT License\n\nCopyright \(c\) 2026 the pfn authors\n\nPermission is hereby granted, /,
  );
});

it("no package has a licence of its own beside it that differs", () => {
  const folders = Object.keys(manifests).map((path) => path.replace(/\/?package\.json$/, ""));
  expect(folders.filter((path) => path !== "" && existsSync(join(ROOT, path, "LICENSE")))).toEqual(
    [],
  );
});
