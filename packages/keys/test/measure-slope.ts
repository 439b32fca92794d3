import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What a caller sends costs at most so much more than in proportion: time ~ units ** slope. */
export const MAX_SLOPE = 1.2;

/**
 * The rounds, in each of which every size is measured again, after which a slope is believed: one
 * that is too steep, and one that only the reference makes flat enough. The noise of the reference
 * must not hide anything.
 */
const ROUNDS = { steep: 20, flat: 3 };
/** No busy machine makes that of something linear, so it is believed sooner. */
const BEYOND_DOUBT = 1.6;
/**
 * A measurement is of as many runs as take so long together: to ask for the time takes some, too.
 * Microseconds of CPU.
 */
const LEAST_MICROS = 1_000;
/**
 * Work is cheap when it takes at most this many times what the reference takes. There the memory
 * decides, which is not linear.
 */
const CHEAP = 64;
/** A larger size is not tried where a run took longer. Microseconds of CPU. */
const MOST_MICROS = 60_000;

/** The size that settles a doubt, in powers of two beyond the largest. */
const FURTHER = 2;

export interface Range {
  /** Sizes are powers of two, in UTF-16 units: 2 ** from to 2 ** to. */
  from?: number;
  to?: number;
  /**
   * What stands around a text, such as the file that it is a cell of. Putting it there is not
   * measured.
   */
  around?: (text: string) => string;
}

/** What tells how long work takes. */
export interface Meter {
  /** Microseconds of CPU that one run takes. */
  microsOf: (run: () => unknown) => Promise<number>;
  /** Clears the garbage of other work before, not within, a measurement. */
  tidy: () => void;
  /** Microseconds of CPU for a look at each unit of the text: work that is linear beyond doubt. */
  microsOfReading: (text: string) => Promise<number>;
}

interface Slope {
  slope: number;
  /** Units, and the least microseconds of CPU of one run. */
  micros: [number, number][];
}

/**
 * How the CPU time of `work` grows with a text: 1 = in proportion to its units, 2 = with their
 * square.
 */
export async function measureSlope(
  make: (units: number) => string,
  work: (text: string) => unknown,
  { from = 12, to = 17, around = (text) => text }: Range = {},
  meter: Meter = CPU,
): Promise<Slope> {
  const tries: Try[] = [];
  const first = async (power: number): Promise<Try> => {
    const text = around(make(2 ** power));
    const unknown = { least: Number.POSITIVE_INFINITY, reference: Number.POSITIVE_INFINITY };
    const one = { text, units: 2 ** power, ...unknown };
    await measure(one, work, meter);
    // The very first runs of some work take far longer than any other: the least size would look
    // dear, and growth flat.
    if (tries.length === 0) for (let run = 0; run < 3; run += 1) await measure(one, work, meter);
    else if (one.least > MOST_MICROS) await measure(one, work, meter);
    return one;
  };
  // Three sizes tell whether there is anything to look at; nearly always there is not.
  for (const power of new Set([from, Math.max(from, to - 3), to])) {
    tries.push(await first(power));
    if (tries.length > 1 && (tries.at(-1)?.least ?? 0) > MOST_MICROS) break;
  }
  // Two sizes that lie close together say little: what is dear at a few thousand units is looked at
  // below them, too.
  if (tries.length === 2) tries.unshift(await first(Math.max(0, from - 4)));
  await settle(tries, work, meter);
  let { slope, isDoubtful } = growth(tries);
  if (isDoubtful) {
    tries.push(await first(Math.round(Math.log2(tries.at(-1)?.units ?? 1)) + FURTHER));
    await settle(tries, work, meter);
    slope = growth(tries).atEnd;
  }
  return { slope, micros: tries.map(({ text, least }) => [text.length, least]) };
}

/** Measures each size again, as often as the slope makes it worth. */
async function settle(
  tries: readonly Try[],
  work: (text: string) => unknown,
  meter: Meter,
): Promise<void> {
  for (let round = 1; round < roundsFor(tries); round += 1)
    for (const one of tries) {
      meter.tidy();
      await measure(one, work, meter);
    }
}

interface Try {
  text: string;
  /** What was asked for; the text around may add to it. */
  units: number;
  least: number;
  reference: number;
}

async function measure(one: Try, work: (text: string) => unknown, meter: Meter): Promise<void> {
  one.least = Math.min(one.least, await meter.microsOf(() => work(one.text)));
  one.reference = Math.min(one.reference, await meter.microsOfReading(one.text));
}

setFlagsFromString("--expose-gc");

/** The CPU of this process. */
const CPU: Meter = {
  microsOf: cpuOf,
  microsOfReading: (text) => cpuOf(() => readUnits(text)),
  tidy: runInNewContext("gc"),
};

async function cpuOf(run: () => unknown): Promise<number> {
  for (let runs = 1; ; runs *= 4) {
    const before = process.cpuUsage();
    for (let at = 0; at < runs; at += 1) {
      try {
        await run();
      } catch {
        // A refusal is an answer, and costs what it costs.
      }
    }
    const { user, system } = process.cpuUsage(before);
    if (user + system >= LEAST_MICROS) return (user + system) / runs;
  }
}

/** Takes no memory, which is not linear. */
function readUnits(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (sum * 33 + text.charCodeAt(at)) % 65_521;
  return sum;
}

function roundsFor(tries: readonly Try[]): number {
  const { slope, isDoubtful } = growth(tries);
  if (isDoubtful) return ROUNDS.steep;
  if (slope > MAX_SLOPE) return ROUNDS.flat;
  const alone = growth(tries.map((one) => ({ ...one, reference: 0 })));
  return alone.slope > MAX_SLOPE ? ROUNDS.flat : 1;
}

interface Growth {
  /** The slope of all sizes, or that of the two largest: the lesser of them. */
  slope: number;
  /** The slope of the two largest sizes. */
  atEnd: number;
  /**
   * One of the two is too steep, and not beyond doubt. Work of a square cost that begins late looks
   * like this, and so does an engine that goes another way from some length on, as V8 does with
   * long strings. A larger size tells them apart: a step stays behind, a square goes on.
   */
  isDoubtful: boolean;
}

function growth(tries: readonly Try[]): Growth {
  const last = tries.at(-1);
  if (last === undefined || last.least <= CHEAP * last.reference)
    return { slope: 1, atEnd: 1, isDoubtful: false };
  const points = tries.map(({ text, least, reference: by }): Point => {
    const units = Math.log(text.length);
    // Without a reference it is the time itself, which a line of slope 1 is taken from.
    return [units, Math.log(least) - (by === 0 ? units : Math.log(by))];
  });
  const [overAll, atEnd] = [1 + slopeOf(points), 1 + slopeOf(points.slice(-2))];
  const slope = Math.min(overAll, atEnd);
  const isDoubtful = slope <= BEYOND_DOUBT && Math.max(overAll, atEnd) > MAX_SLOPE;
  return { slope, atEnd, isDoubtful };
}

type Point = readonly [x: number, y: number];

/** The slope of the line that lies nearest to the points. */
function slopeOf(points: readonly Point[]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return over / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
