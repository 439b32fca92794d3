import { expect, it } from "vitest";
import { matchesOutput } from "./match-output";
import { readSnippets } from "./read-snippets";

const text = (shown: string, printed: string) =>
  matchesOutput({ language: "text", text: shown }, printed);
const json = (shown: unknown, printed: unknown) =>
  matchesOutput({ language: "json", text: JSON.stringify(shown) }, JSON.stringify(printed));

it("text must be printed exactly, but for what an ellipsis stands for", () => {
  expect(text("Put back 4.\n", "Put back 4.")).toBe(true);
  expect(text("Put back … (of …).", "Put back 4 (of 11).")).toBe(true);
  expect(text("Put back 4.", "Put back 5.")).toBe(false);
  expect(text("Put back 4.", "Put back 4.\nDone")).toBe(false);
});

it("JSON must have the same fields and values, but for what an ellipsis stands for", () => {
  expect(json({ id: "…", rows: [{ n: 1 }] }, { rows: [{ n: 1 }], id: "abc" })).toBe(true);
  expect(json({ id: "…" }, { id: null })).toBe(false);
  expect(json({ id: "…" }, { id: "abc", more: 1 })).toBe(false);
  expect(json({ id: "…", more: 1 }, { id: "abc" })).toBe(false);
  expect(json([1], [1, 2])).toBe(false);
  expect(json([], {})).toBe(false);
});

it("a block that is neither a snippet nor the output of one is refused", () => {
  expect(readSnippets("# A\n```bash\nls\n```\n```text\nb\n```\n")).toEqual([
    {
      language: "bash",
      code: "ls\n",
      place: "A, line 2",
      output: { language: "text", text: "b\n" },
    },
  ]);
  expect(() => readSnippets("# A\n```sh\nls\n```\n")).toThrow('A, line 2: a block of "sh"');
  expect(() => readSnippets("# A\n```json\n{}\n```\n")).toThrow("A, line 2");
});
