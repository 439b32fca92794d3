import { describe, expect, it } from "vitest";
import { findManifestProblems, findNotesProblems } from "./find-problems.mjs";

describe("manifests", () => {
  it("of another version or without the licence are named, with what to write", () => {
    const good = { version: "0.2.0", license: "MIT" };
    const manifests = { "package.json": good, "packages/a/package.json": good };
    expect(findManifestProblems(manifests)).toEqual([]);
    expect(findManifestProblems({ ...manifests, "b/package.json": { version: "0.1.0" } })).toEqual([
      "b/package.json has version 0.1.0. Set it to 0.2.0, as in package.json.",
      'b/package.json has no licence. Add "license": "MIT".',
    ]);
  });
});

const NOTES = `# Changelog

## 0.2.0, 2027-01-31

### Added

- A thing.

### Upgrade notes

- No migrations.

## 0.1.0, 2026-11-30
`;

describe("the notes of a version", () => {
  it("are accepted when they stand at the top, dated, with upgrade notes", () => {
    expect(findNotesProblems(NOTES, "0.2.0")).toEqual([]);
  });

  it.each([
    ["of another version", NOTES, "0.3.0", /does not begin with 0\.3\.0\. Write its notes/],
    ["of no version", "# Changelog\n", "0.2.0", /does not begin with 0\.2\.0\. Write its notes/],
    ["without a day", NOTES.replace("2027-01-31", "soon"), "0.2.0", /no date\. Write "## 0\.2\.0,/],
    ["without upgrade notes", NOTES.replace("Upgrade notes", "Fixed"), "0.2.0", /no upgrade notes/],
    ["with an empty part", NOTES.replace("- A thing.", ""), "0.2.0", /"Added" of 0\.2\.0 is empty/],
    ["with other parts", NOTES.replace("Added", "News"), "0.2.0", /other parts than Added, /],
  ])("are refused %s, in a line with the remedy", (_, changelog, version, problem) => {
    expect(findNotesProblems(changelog, version)).toEqual([expect.stringMatching(problem)]);
  });
});
