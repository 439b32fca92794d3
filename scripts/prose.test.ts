import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ninthDecile, readProse, sentencesOf } from "./prose/read-prose";
import { WORDS } from "./prose/words";

// Plain English in documents and comments: no private words, and sentences of one fact.

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const MAX_WORDS = 30;

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => /\.(tsx?|mjs|js|css|sql|prisma|sh|md)$|^\.ci\/run$/.test(path))
  // The list of words names them, and the requirements are quoted by their page.
  .filter((path) => !/^scripts\/prose\/|^docs\/security\.md$/.test(path))
  .filter((path) => existsSync(join(ROOT, path)))
  .map((path) => ({ path, prose: readProse(path, readFileSync(join(ROOT, path), "utf8")) }));

const findings = files.flatMap(({ path, prose }) =>
  prose.flatMap(({ line, text }) =>
    WORDS.flatMap(({ found, write }) =>
      [...text.matchAll(found)].map(([word]) => `${path}:${line}: "${word}". Write ${write}.`),
    ),
  ),
);

describe("documents and comments", () => {
  it("were read", () => {
    expect(files.length).toBeGreaterThan(900);
    expect(files.flatMap(({ prose }) => prose).length).toBeGreaterThan(5_000);
  });

  it("use plain words", () => {
    expect(findings).toEqual([]);
  });

  it.each(files.filter(({ path }) => path.endsWith(".md")))(
    "keep nine of ten sentences of $path within 30 words",
    ({ prose }) => {
      expect(ninthDecile(sentencesOf(prose))).toBeLessThanOrEqual(MAX_WORDS);
    },
  );
});
