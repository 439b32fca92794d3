import { describe, expect, it } from "vitest";
import { findCitations } from "./find-evidence.mjs";
import { findGaps } from "./find-gaps.mjs";
import { renderEvidence, renderTable } from "./render-table.mjs";

const REQUIREMENTS = { Keys: { K1: "A key has a shape.", K2: "Hashes are stored." } };

// The number is put in, so that this file itself cites nothing.
const named = (numbers: string, call = "it") =>
  `${call}("${numbers}: a \\"quoted\\" name", async () => {});`;

describe("the table of requirements", () => {
  it("takes every test whose name begins with numbers, however it is called", () => {
    const calls = [
      "it",
      "test",
      "describe",
      "it.each([1, 2])",
      "it.each([\n  1,\n])",
      "describe.each(engines)",
    ];
    for (const call of calls) {
      const citations = findCitations([{ path: "a.test.ts", text: named("K1, K2", call) }]);
      expect(citations, call).toEqual([
        { id: "K1", path: "a.test.ts", name: 'a "quoted" name' },
        { id: "K2", path: "a.test.ts", name: 'a "quoted" name' },
      ]);
    }
    const added = 'it(\n  "K1: a " +\n    "long name",\n  async () => {},\n);';
    expect(findCitations([{ path: "a.test.ts", text: added }])).toEqual([
      { id: "K1", path: "a.test.ts", name: "a long name" },
    ]);
    const onItsOwnLine = 'it.each(names)(\n  "K1: %s",\n  async () => {},\n);';
    expect(findCitations([{ path: "a.test.ts", text: onItsOwnLine }])).toHaveLength(1);
  });

  it("reads a test's name with the groups around it, and a group's with the tests inside", () => {
    const text =
      'describe("K1: a key", () => {\n  it("is long", () => {});\n  it("K2: is hashed", ' +
      "() => {});\n});\n" +
      'it.each([new Date("K1: 2026")])("K1: %s alone", () => {});\n';
    expect(findCitations([{ path: "a.test.ts", text }])).toEqual([
      { id: "K1", path: "a.test.ts", name: "a key: is long; is hashed" },
      { id: "K2", path: "a.test.ts", name: "a key › is hashed" },
      { id: "K1", path: "a.test.ts", name: "… alone" },
    ]);
  });

  it("shows an ellipsis for a value in a name, and keeps any other percent or dollar", () => {
    const titles = {
      'it.each(rows)("K1: %s of %d (%#) is $key.text, %j"': "… of … (…) is …, …",
      "describe.each([1])(`K1: on %s: ${TIMES} times (SEED=${SEED})`": "on …: … times (SEED=…)",
      'it("K1: 5 %d, $5 and $key"': "5 %d, $5 and $key",
      "it(`K1: $key ${ASIDE}`": "$key …",
    };
    for (const [call, name] of Object.entries(titles)) {
      const text = `${call}, () => {});`;
      expect(findCitations([{ path: "a.test.ts", text }])).toEqual([
        { id: "K1", path: "a.test.ts", name },
      ]);
    }
  });

  it("takes no number from a comment or from the midst of a text", () => {
    const text =
      '// K1: the shape\nit("shows K2 (K1): all", () => {});\nconst label = "K1: no test";';
    expect(findCitations([{ path: "a.test.ts", text }])).toEqual([]);
  });

  it("takes from a decision record what it declares on a line of its own, and nothing else", () => {
    const text =
      "# 9. No shape\n\nRequirement: K1\n\n**Context.** K2 asks for it. Requirement: K2 stays.\n";
    const path = "docs/decisions/0009-no-shape.md";
    expect(findCitations([{ path, text }])).toEqual([
      { id: "K1", path, name: "decision 9. No shape" },
    ]);
  });

  it("names a requirement that nothing shows, and a citation of one that does not exist", () => {
    const citations = findCitations([{ path: "a.test.ts", text: named("K1, K3") }]);
    expect(findGaps(REQUIREMENTS, citations)).toEqual([
      expect.stringContaining("K2 is shown by nothing"),
      expect.stringMatching(/^a\.test\.ts: .* cites K3, which does not exist/),
    ]);
  });

  it("lists below each requirement its files, and in the evidence also the names in them", () => {
    const citations = [
      { id: "K1", path: "packages/a.test.ts", name: "one *two*" },
      { id: "K1", path: "packages/a.test.ts", name: "three" },
      { id: "K1", path: "docs/decisions/0009-no-shape.md", name: "decision 9. No shape" },
    ];
    expect(renderTable(REQUIREMENTS, citations)).toContain(
      "**K1** A key has a shape.\n\n" +
        "- `docs/decisions/0009-no-shape.md`\n- `packages/a.test.ts`\n",
    );
    expect(renderEvidence(REQUIREMENTS, citations)).toContain(
      "**K1** A key has a shape.\n\n" +
        "- docs/decisions/0009-no-shape.md\n  - decision 9. No shape\n" +
        "- packages/a.test.ts\n  - one \\*two\\*\n  - three\n",
    );
  });

  it("wraps a statement at a hundred columns", () => {
    const page = renderTable({ Keys: { K1: "word ".repeat(60).trim() } }, []);
    expect(Math.max(...page.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});
