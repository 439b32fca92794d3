import fc from "fast-check";
import { expect, it } from "vitest";
import { growsLinearly, type Kind, kinds, textOf } from "./cost";
import { fuzz } from "./fuzz";
import { MAX_SLOPE, type Meter, measureSlope } from "./measure-slope";

// The scale itself: it must not take a busy machine for a slow function, nor miss a slow one. The
// machine is made up, so that it can be as busy as no real one, and no result depends on ours.

/** What a look at one unit takes on it, in microseconds. */
const UNIT = 0.001;

/**
 * A machine on which work takes as long as `costOf` its units says, and up to ten times that while
 * something else is in the way: mostly nothing, then for a while everything.
 */
function busyMachine(seed: number, costOf: (units: number) => number) {
  let state = seed;
  const chance = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  let busyFor = 0;
  const delayed = (micros: number) => {
    busyFor = busyFor > 0 ? busyFor - 1 : chance() < 0.05 ? Math.floor(chance() * 6) : 0;
    return micros * (1 + chance() * (busyFor > 0 ? 9 : 0.05));
  };
  let spent = 0;
  const meter: Meter = {
    microsOf: async (run) => {
      spent = 0;
      await run();
      return delayed(spent);
    },
    tidy: () => undefined,
    microsOfReading: async (text) => delayed(text.length * UNIT),
  };
  const work = (text: string) => {
    spent += costOf(text.length) * UNIT;
  };
  return { meter, work };
}

/** Machines, each with how many times more than a look its work takes for a unit. */
const machines = fc.record({
  seed: fc.integer({ min: 1, max: 2_147_483_646 }),
  dear: fc.integer({ min: 1, max: 2_000 }),
});
const KIND: fc.Arbitrary<Kind> = fc.constant({ head: "", fragment: "a", tail: "" });
const TOO_STEEP = { cause: { message: expect.stringContaining("a slope of") } };

const LINEAR: Record<string, (units: number) => number> = {
  "in proportion": (units) => units,
  "in proportion, with a start": (units) => units + 5_000,
  "like a sort": (units) => units * Math.log2(units),
  "in proportion, and dearer from some length on": (units) => (units > 20_000 ? 3 * units : units),
};

it.each(Object.entries(LINEAR))("what grows %s passes on a busy machine", (name, costOf) =>
  fuzz(
    `cost ${name}`,
    fc.asyncProperty(machines, async ({ seed, dear }) => {
      const { meter, work } = busyMachine(seed, (units) => dear * costOf(units));
      await fuzz("of one machine", growsLinearly(KIND, work, {}, meter), 1);
    }),
    100,
  ),
);

const STEEP: Record<string, (units: number) => number> = {
  "with the square": (units) => units ** 2 / 2_000,
  "with the power of 1.5": (units) => units ** 1.5 / 50,
  "with the square from some length on": (units) => units * Math.max(1, units / 2 ** 14),
};

it.each(Object.entries(STEEP))("what grows %s is found on a busy machine", (name, costOf) =>
  fuzz(
    `cost ${name}`,
    fc.asyncProperty(machines, async ({ seed, dear }) => {
      const { meter, work } = busyMachine(seed, (units) => (100 + dear) * costOf(units));
      // Each target tries several kinds of text, and one of them has to find it.
      const tried = fuzz("of one machine", growsLinearly(KIND, work, {}, meter), 3);
      await expect(tried).rejects.toMatchObject(TOO_STEEP);
    }),
    100,
  ),
);

// On the machine as it is.

/** Squares of more would take their time. */
const SMALL = { from: 8, to: 12 };

const WORDS: fc.Arbitrary<Kind> = fc.constant({
  head: "x",
  fragment: "a b\u0301\u0327 ",
  tail: "!",
});

const QUADRATIC: Record<string, (text: string) => unknown> = {
  "a text that is read anew for each of its characters": (text) =>
    [...text].map((char) => [...text].indexOf(char)),
  "a search from the start for each match": (text) =>
    [...text.matchAll(/b/g)].map(({ index }) => text.slice(0, index).split(" ").length),
};

it.each(Object.entries(QUADRATIC))("what grows with the square is found: %s", async (_, work) => {
  const [kind = { head: "", fragment: "a", tail: "" }] = fc.sample(WORDS, 1);
  const { slope } = await measureSlope((units) => textOf(kind, units), work, SMALL);
  expect(slope).toBeGreaterThan(MAX_SLOPE);
  await expect(fuzz("cost of squares", growsLinearly(WORDS, work, SMALL), 1)).rejects.toMatchObject(
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
