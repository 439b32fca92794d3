import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

// The first page for strangers: short, and with a source for each thing that it says of others.

const readme = readFileSync(fileURLToPath(new URL("../README.md", import.meta.url)), "utf8");
const [, comparison = ""] = readme.split(/^## (?=Beside)/m);
const [, ...rows] = comparison.match(/^\| .*$/gm) ?? [];
/** What others do: all but the row's name and the column of pfn. */
const cells = rows.flatMap((row) =>
  row
    .split(" | ")
    .slice(2)
    .map((cell) => cell.replace(" |", "")),
);
const sources = [...comparison.matchAll(/^\[([\w-]+)\]: (\S+) "(.+)"$/gm)].map(
  ([, label = "", url = "", title = ""]) => ({ label, url, title }),
);

/** Nothing to say: the row is no matter of that column. */
const EMPTY = "–";

it("is at most 150 lines long", () => {
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(150);
});

describe("the comparison", () => {
  it("was read", () => {
    expect(cells.length).toBeGreaterThan(30);
    expect(sources.length).toBeGreaterThan(20);
  });

  it.each(cells.filter((cell) => cell !== EMPTY))("links “%s” to a source below it", (cell) => {
    const labels = [...cell.matchAll(/\]\[([\w-]+)\]/g)].map(([, label]) => label);
    expect(labels).not.toEqual([]);
    expect(sources.map(({ label }) => label)).toEqual(expect.arrayContaining(labels));
    // Each statement of a cell has a link of its own.
    expect(labels.length).toBe(cell.split(/[;,] (?=\[)/).length);
  });

  it.each(sources)("dates the source $label, which is used and stays as it is", (source) => {
    expect(comparison).toContain(`][${source.label}]`);
    expect(source.title).toMatch(/^(of|read) 20\d\d-\d\d-\d\d$/);
    expect(source.url).toMatch(
      /^https:\/\/(github\.com\/[\w-]+\/[\w-]+\/(blob|tree)\/[\da-f]{40}\/|\w+\.(postgresql|debian)\.org\/)/,
    );
  });
});
