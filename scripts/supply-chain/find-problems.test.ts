import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { findProblems } from "./find-problems.mjs";
import { readSupplyChain } from "./read-supply-chain.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const copies: string[] = [];

afterEach(() => {
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true });
});

/** What is found in a copy of the project's files after `from` became `to` in one of them. */
function findAfter(path: string, from: string | RegExp, to: string) {
  const copy = mkdtempSync(join(tmpdir(), "pfn-supply-chain-"));
  copies.push(copy);
  const { manifests } = readSupplyChain(ROOT);
  for (const file of [...Object.keys(manifests), "pnpm-workspace.yaml", "pnpm-lock.yaml"]) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(ROOT, file), join(copy, file));
  }
  const before = readFileSync(join(copy, path), "utf8");
  const after = before.replace(from, to);
  expect(after, "the file was broken").not.toBe(before);
  writeFileSync(join(copy, path), after);
  return findProblems(readSupplyChain(copy));
}

describe("the supply chain", () => {
  it("C1, C2: the project as it stands has no problem", () => {
    expect(findProblems(readSupplyChain(ROOT))).toEqual([]);
  });

  it.each([
    ["next@16.3.2", /^ {2}next@16\.[\d.]+:/m],
    ["next-auth@5.0.0-beta.31", /^ {2}next-auth@5[\w.-]+:/m],
    ["'@auth/core@0.41.2'", /^ {2}'@auth\/core@[\d.]+':/m],
    ["'@trpc/server@11.7.2'", /^ {2}'@trpc\/server@[\d.]+':/m],
  ])("C1, S1: refuses %s anywhere in the lockfile, because it is below a floor", (id, locked) => {
    expect(findAfter("pnpm-lock.yaml", locked, `  ${id}:`)).toEqual([
      expect.stringMatching(/is older than .*: .+\. Update it/),
    ]);
  });

  it("I7: refuses tRPC below 11.8.0, the client's as well as the server's", () => {
    const client = /^ {2}'@trpc\/client@[\d.]+':/m;
    expect(findAfter("pnpm-lock.yaml", client, "  '@trpc/client@11.7.9':")).toHaveLength(1);
  });

  it.each([
    "^16.4.5",
    "~16.4.5",
    "latest",
    "*",
    "16",
    "npm:next@16.4.5",
    "git+https://example.com/next.git",
  ])("C1: refuses %s as a version in the catalog and in a manifest", (version) => {
    const inCatalog = findAfter("pnpm-workspace.yaml", /^ {2}next: .*$/m, `  next: "${version}"`);
    expect(inCatalog).toEqual([expect.stringContaining("pnpm-workspace.yaml: next is")]);
    const inManifest = findAfter(
      "apps/web/package.json",
      '"next": "catalog:"',
      `"next": "${version}"`,
    );
    expect(inManifest).toEqual([expect.stringContaining("apps/web/package.json: next is")]);
  });

  it("C1: refuses a package manager without an exact version, and a second catalog", () => {
    expect(findAfter("package.json", /pnpm@[\d.]+/, "pnpm@12")).toHaveLength(1);
    expect(
      findAfter("pnpm-workspace.yaml", "catalog:", "catalogs:\n  old: {}\ncatalog:"),
    ).toHaveLength(1);
  });

  it.each([
    ["a tarball of some other host", "{tarball: https://example.com/zod.tgz, integrity: sha512-x}"],
    ["a repository", "{commit: 0000000, repo: https://example.com/zod.git, type: git}"],
    ["a weak checksum", "{integrity: sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=}"],
  ])("C2: refuses %s in the lockfile", (_, resolution) => {
    const found = findAfter(
      "pnpm-lock.yaml",
      /(?<= {2}zod@[\d.]+:\n {4}resolution: ).*/,
      resolution,
    );
    expect(found).toEqual([expect.stringContaining("is no tarball of the registry with a sha512")]);
  });

  it("C2: refuses a lockfile that lacks a platform's binary of a native package", () => {
    const found = findAfter("pnpm-lock.yaml", /^ {6}'@turbo\/darwin-arm64': .*\n/m, "");
    expect(found).toEqual([expect.stringMatching(/turbo@.* has no binary for darwin\/arm64/)]);
  });

  it.each([
    ["a shorter age of releases", "minimumReleaseAge: 10080", "minimumReleaseAge: 1440"],
    [
      "an age that is only advice",
      "minimumReleaseAgeStrict: true",
      "minimumReleaseAgeStrict: false",
    ],
    ["packages that lost their provenance", "trustPolicy: no-downgrade", "trustPolicy: off"],
    [
      "dependencies from outside the registry",
      "blockExoticSubdeps: true",
      "blockExoticSubdeps: false",
    ],
    ["install scripts of unlisted packages", "strictDepBuilds: true", "strictDepBuilds: false"],
    ["a package's install script", "sharp: false", "sharp: true"],
    ["everybody's install scripts", "catalog:", "dangerouslyAllowAllBuilds: true\ncatalog:"],
    ["an exception without a version", "catalog:", "minimumReleaseAgeExclude: [next]\ncatalog:"],
    ["an exception for a range", "catalog:", "trustPolicyExclude: ['next@16']\ncatalog:"],
  ])("C2: refuses settings that let in %s", (_, from, to) => {
    expect(findAfter("pnpm-workspace.yaml", from, to)).toEqual([
      expect.stringContaining("pnpm-workspace.yaml: "),
    ]);
  });

  it("C2: a security fix that cannot wait a week is let in by its exact version", () => {
    const excluded = "minimumReleaseAgeExclude: ['next@16.4.7']\ncatalog:";
    expect(findAfter("pnpm-workspace.yaml", "catalog:", excluded)).toEqual([]);
  });
});
