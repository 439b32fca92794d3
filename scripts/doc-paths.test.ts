import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

// A path that a document names is a file or a folder, so a reader finds what stands there.

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const AT_ROOT = /^(packages|apps|scripts|prisma|docs|bench|examples)\//;
const SERVER = "packages/api/src";
const ROOMS = /^(http|procedures|features|ledger|identity|common)\//;
// A place that stands for many (`<feature>`, `*`, `…`), or a command.
const PATTERN = /[<>*…{}\s]/;
/** Made on the reader's machine: not part of the repository. */
const GENERATED = /\/(dist|generated|node_modules)\/|^bench\/results\//;

const documents = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => /^([A-Z]+\.md|docs\/.*\.md)$/.test(path) && existsSync(join(ROOT, path)))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

describe("documents", () => {
  it("name paths, which were found", () => {
    const found = documents.flatMap(({ path, text }) => pathsOf(path, text));
    expect(found.length).toBeGreaterThan(300);
    expect(found).toContain("packages/api/src/root.ts");
    expect(found).toContain("packages/api/src/ledger/operate.ts");
  });

  it.each(documents)("$path names only paths that exist", ({ path, text }) => {
    expect(pathsOf(path, text).filter((named) => !existsSync(join(ROOT, named)))).toEqual([]);
  });
});

// Vitest and Playwright end with an error when no file has the name, but only where they are run.
describe(".ci/run", () => {
  const named =
    readFileSync(join(ROOT, ".ci/run"), "utf8").match(/(src|test)\/[\w/.-]+\.ts/g) ?? [];

  it("names files of tests, which were found", () => {
    expect(named.length).toBeGreaterThan(3);
  });

  it.each(named)("runs %s, which exists", (path) => {
    const packages = execFileSync("git", ["ls-files", `*/${path}`], {
      cwd: ROOT,
      encoding: "utf8",
    });
    expect(packages).not.toBe("");
  });
});

/**
 * Paths in backticks that begin at the root or in a room of the server, targets of links, and
 * pictures.
 */
function pathsOf(document: string, text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, "");
  const words = [...prose.matchAll(/`([^`]+)`/g)];
  const quoted = words.map(([, word = ""]) => fromRoot(document, word));
  const targets = prose.matchAll(/\]\(([^)\s]+)\)|\bsrc(?:set)?="([^"]+)"/g);
  const linked = [...targets]
    .map(([, link, picture = ""]) => link ?? picture)
    .map((target) => (/^([a-z]+:|#|\/)/.test(target) ? "" : join(dirname(document), target)));
  return [...quoted, ...linked]
    .map((path) => path.replace(/#.*$|:\d+$/, ""))
    .filter((path) => path !== "" && !PATTERN.test(path) && !GENERATED.test(path));
}

function fromRoot(document: string, word: string): string {
  if (AT_ROOT.test(word)) return word;
  return document === "ARCHITECTURE.md" && ROOMS.test(word) ? join(SERVER, word) : "";
}
