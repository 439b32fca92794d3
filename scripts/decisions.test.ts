import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

// Every decision record has the same form and stands in the index, so that a reader finds it.

const FOLDER = new URL("../docs/decisions/", import.meta.url);
const SECTIONS = ["Context", "Decision", "Consequences"];
const DAY = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const STATUS = /^(?:accepted|(?:superseded|amended) by (\d+))$/;

const read = (name: string) => readFileSync(new URL(name, FOLDER), "utf8");
const index = read("README.md");
const records = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".md") && name !== "README.md")
  .toSorted()
  .map((name) => ({ name, ...parseRecord(read(name)) }));
const numbers = new Set(records.map(({ number }) => number));

/** A missing part is an empty text. */
function parseRecord(text: string) {
  const [, number = "", title = ""] = /^# (\d+)\. (.+)\n/.exec(text) ?? [];
  const [, date = ""] = /^Date: (.+)$/m.exec(text) ?? [];
  const [, status = ""] = /^Status: (.+)$/m.exec(text) ?? [];
  const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => heading);
  return { number, title, date, status, sections };
}

it("the decision records were read", () => {
  expect(records.length).toBeGreaterThan(30);
});

describe.each(records)("decision record $name", (record) => {
  it("has the number of its file, which no other record has", () => {
    const { number } = record;
    expect(record.name).toMatch(new RegExp(`^${number.padStart(4, "0")}-[a-z0-9-]+\\.md$`));
    expect(records.filter((other) => other.number === number)).toHaveLength(1);
  });

  it("has a title, a date and a status, and names no other record that is not there", () => {
    expect(record.title).not.toBe("");
    expect(record.date).toMatch(DAY);
    expect(record.status).toMatch(STATUS);
    const [, later] = STATUS.exec(record.status) ?? [];
    if (later !== undefined) expect([...numbers]).toContain(later);
  });

  it("says what was the case, what was decided and what follows, in this order", () => {
    expect(record.sections).toEqual(SECTIONS);
  });

  it("stands in the index with its title, its date, its status and a line of its own", () => {
    const { name, number, title, date, status } = record;
    const entry = `- [${number}](${name}), ${date}, ${status}\n  **${title}.**\n  `;
    expect(index).toContain(entry);
    expect(index.split(entry)[1]).toMatch(/^\S.+\.\n/);
  });
});

it("the index lists the records in order, and no record that is not there", () => {
  const listed = [...index.matchAll(/^- \[\d+\]\((.+?)\)/gm)].map(([, name = ""]) => name);
  expect(listed).toEqual(records.map(({ name }) => name));
});

it("the index accounts for every number that no record has", () => {
  const [, unused = ""] = index.split("## Numbers that are not used\n");
  const named = new Set([...unused.matchAll(/^- (.+?) (?:was|were) /gm)].flatMap(numbersIn));
  const last = Number(records.at(-1)?.number);
  const missing = Array.from({ length: last }, (_, at) => String(at + 1)).filter(
    (number) => !numbers.has(number),
  );
  expect([...named].toSorted(byNumber)).toEqual(missing);
});

const numbersIn = ([, text = ""]: RegExpMatchArray) => text.match(/\d+/g) ?? [];
const byNumber = (a: string, b: string) => Number(a) - Number(b);
