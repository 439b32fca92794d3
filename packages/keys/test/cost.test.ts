import fc from "fast-check";
import { expect, it } from "vitest";
import { growsLinearly, type Kind, kinds, PIECES, textOf } from "./cost";
import { fuzz } from "./fuzz";
import { MAX_SLOPE, measureSlope } from "./measure-slope";

// The scale itself: it must not take a busy machine for a slow function, nor miss a slow one.

const LINEAR: Record<string, (text: string) => unknown> = {
  "a pattern": (text) => text.replace(/\s+/g, " "),
  "code points": (text) => [...text].length,
  JSON: (text) => JSON.parse(JSON.stringify(text)),
  bytes: (text) => Buffer.from(text).toString("base64"),
};

it.each(Object.entries(LINEAR))("what is linear passes, whatever the text: %s", (name, work) =>
  fuzz(`cost of ${name}`, growsLinearly(kinds(PIECES), work), 5),
);

const TOO_STEEP = { cause: { message: expect.stringContaining("a slope of") } };

const KIND: fc.Arbitrary<Kind> = fc.constant({
  head: "x",
  fragment: "a b\u0301\u0327 ",
  tail: "!",
});

/** Squares of more would take their time. */
const SMALL = { from: 8, to: 12 };

const QUADRATIC: Record<string, (text: string) => unknown> = {
  "a text that is read anew for each of its characters": (text) =>
    [...text].map((char) => [...text].indexOf(char)),
  "a search from the start for each match": (text) =>
    [...text.matchAll(/b/g)].map(({ index }) => text.slice(0, index).split(" ").length),
};

it.each(Object.entries(QUADRATIC))("what grows with the square is found: %s", async (_, work) => {
  const [kind] = fc.sample(KIND, 1);
  const { slope } = await measureSlope(
    (units) => (kind === undefined ? "" : textOf(kind, units)),
    work,
    SMALL,
  );
  expect(slope).toBeGreaterThan(MAX_SLOPE);
  await expect(fuzz("cost of squares", growsLinearly(KIND, work, SMALL), 1)).rejects.toMatchObject(
    TOO_STEEP,
  );
});

it("square growth is found among made-up kinds: marks that normalizing has to sort", async () => {
  const MARKS = fc.constantFrom("a", " ", "\u0301", "\u0327");
  const sorted = (text: string) => text.normalize("NFKD");
  await expect(
    fuzz("cost of sorting", growsLinearly(kinds(MARKS), sorted, { from: 9, to: 13 }), 30),
  ).rejects.toMatchObject(TOO_STEEP);
});

/** Work of `steps` steps, each dear beside a look at one unit. */
function spend(steps: number): number {
  let sum = 0;
  for (let at = 0; at < steps * 300; at += 1) sum = (sum * 31 + at) % 65_521;
  return sum;
}

/** The least size is dear, so that the slope of all sizes alone would pass. */
const lateBy = (dearer: (units: number) => number) => (text: string) => {
  if (text.length <= 256) return spend(text.length * 3);
  return spend(text.length > 512 ? text.length * dearer(text.length) : text.length);
};

it("square growth that begins late is found, and a step at some length is none", async () => {
  const make = (units: number) => "a".repeat(units);
  const square = await measureSlope(
    make,
    lateBy((units) => units / 2_048),
    SMALL,
  );
  expect(square.slope).toBeGreaterThan(MAX_SLOPE);
  const step = await measureSlope(
    make,
    lateBy(() => 2),
    SMALL,
  );
  expect(step.micros).toHaveLength(4);
  expect(step.slope).toBeLessThanOrEqual(MAX_SLOPE);
});
