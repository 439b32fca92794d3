import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

// How wide a line and how long a file may be, in all that is written by hand.

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MAX_COLUMNS = 100;
const MAX_LINES = 250;

const WRITTEN = /\.(tsx?|mjs|js|css|sql|prisma|sh|json|ya?ml|md)$|^\.ci\/run$/;
const CODE = /\.(tsx?|mjs|js|css|sh)$/;

/** Lines that cannot be broken. */
const EXCEPTIONS: readonly { why: string; is: (path: string, line: string) => boolean }[] = [
  { why: "a row of a table", is: (path, line) => path.endsWith(".md") && line.startsWith("|") },
  { why: "a long word: a URL, a module, a pattern", is: (_, line) => /\S{60,}/.test(line) },
  {
    why: "a field of Prisma's schema stands in one line",
    is: (path, line) => path === "prisma/schema.prisma" && /^ {2}\w+ +\w/.test(line),
  },
  { why: "JSON has no way to break a text", is: (path, line) => isJsonText(path, line) },
];

const isJsonText = (path: string, line: string) =>
  path.endsWith(".json") && /^\s*("[^"]*": )?"(\\.|[^"\\])*",?$/.test(line);

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => WRITTEN.test(path) && existsSync(join(ROOT, path)))
  .filter((path) => path !== "pnpm-lock.yaml")
  .map((path) => ({ path, lines: readFileSync(join(ROOT, path), "utf8").split("\n") }));

describe("what is written by hand", () => {
  it("was read", () => {
    expect(files.length).toBeGreaterThan(900);
  });

  it("has no line over 100 columns", () => {
    expect(files.flatMap(({ path, lines }) => wideLines(path, lines))).toEqual([]);
  });

  it("has no file of code over 250 lines", () => {
    const long = files
      .filter(({ path, lines }) => CODE.test(path) && lines.length - 1 > MAX_LINES)
      .map(({ path, lines }) => `${path}: ${lines.length - 1} lines`);
    expect(long).toEqual([]);
  });
});

function wideLines(path: string, lines: readonly string[]): string[] {
  return lines.flatMap((line, index) =>
    [...line].length > MAX_COLUMNS && !EXCEPTIONS.some(({ is }) => is(path, line))
      ? [`${path}:${index + 1}: ${[...line].length} columns`]
      : [],
  );
}
