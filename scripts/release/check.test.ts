import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { checkFiles, checkStored, checkTree } from "./check-files.mjs";
import { Refusal, refuse, requireNone, run } from "./console.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const made = { root: "" };
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], {
    cwd: made.root,
  });
const write = (path: string, text: string) => {
  mkdirSync(join(made.root, path, ".."), { recursive: true });
  writeFileSync(join(made.root, path), text);
};

/** A repository with one package, of version 0.2.0, that can be released. */
beforeEach(() => {
  made.root = mkdtempSync(join(tmpdir(), "pfn-release-"));
  folders.push(made.root);
  const manifest = JSON.stringify({ version: "0.2.0", license: "MIT" });
  write("package.json", manifest);
  write("packages/a/package.json", manifest);
  write("pnpm-workspace.yaml", "packages:\n  - packages/a\n");
  write("pnpm-lock.yaml", "packages: {}\n");
  write("packages/keys/src/version.ts", 'export const VERSION = "0.2.0";\n');
  write("CHANGELOG.md", "# Changelog\n\n## 0.2.0, 2027-01-31\n\n### Upgrade notes\n\nNone.\n");
  for (const ending of ["pfn-backup", "tar.br"])
    write(`packages/db/src/test/releases/0.2.0.${ending}`, "");
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message", "All");
});

describe("pnpm release:check", () => {
  it("lets a commit pass that is whole", () => {
    for (const check of [checkTree, checkFiles, checkStored])
      expect(() => check(made.root)).not.toThrow();
  });

  it("lets the notes, manifests and stored data of this commit pass", () => {
    for (const check of [checkFiles, checkStored]) expect(() => check(ROOT)).not.toThrow();
  });

  it.each([
    [
      "a changed file",
      () => write("CHANGELOG.md", "Other\n"),
      checkTree,
      "CHANGELOG.md is not committed. Commit, ignore or remove it.",
    ],
    [
      "new files",
      () => ["a", "b"].map((name) => write(name, "")),
      checkTree,
      "a and 1 more is not committed. Commit, ignore or remove it.",
    ],
    [
      "a manifest of another version",
      () => write("packages/a/package.json", '{ "version": "0.1.0", "license": "MIT" }'),
      checkFiles,
      "packages/a/package.json has version 0.1.0. Set it to 0.2.0, as in package.json.",
    ],
    [
      "another version that a running pfn shows",
      () => write("packages/keys/src/version.ts", 'export const VERSION = "0.1.0";\n'),
      checkFiles,
      "packages/keys/src/version.ts shows another version. Set it to 0.2.0, as in package.json.",
    ],
    [
      "notes of another version",
      () => write("CHANGELOG.md", "# Changelog\n"),
      checkFiles,
      "CHANGELOG.md does not begin with 0.2.0. Write its notes at the top.",
    ],
    [
      "no stored data",
      () => rmSync(join(made.root, "packages/db/src/test/releases/0.2.0.tar.br")),
      checkStored,
      "packages/db/src/test/releases/0.2.0.tar.br is missing. " +
        "Run `npx -y pnpm@12 release:store` and commit it.",
    ],
  ])("refuses %s in one line with the remedy", (_, spoil, check, message) => {
    spoil();
    expect(() => check(made.root)).toThrow(new Refusal(message));
  });

  it("refuses a step that failed by the command that repeats it", () => {
    expect(() => run("git", ["no-such-command"], { cwd: made.root })).toThrow(
      new Refusal("`git no-such-command` failed. Correct what the lines above say."),
    );
  });

  it("prints a refusal as one line, with the number of further problems, and ends with 1", () => {
    const printed = vi.spyOn(console, "error").mockReturnValue();
    try {
      requireNone([]);
      requireNone(["One thing.", "Another.", "A third."]);
    } catch (error) {
      refuse(error);
    }
    expect(printed.mock.calls).toEqual([["release: One thing. (And 2 more.)"]]);
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    printed.mockRestore();
    expect(() => refuse(new TypeError("a bug"))).toThrow("a bug");
  });
});
