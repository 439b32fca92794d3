import { addDays } from "../../../../common/time/civil-day";
import { DAY_MS } from "../../../../common/time/lengths";
import { mapYielding, yieldIfDue } from "../../../../common/yield-to-event-loop";
import { DATE_ORDERS, type DateOrder } from "../../table/mapping";
import { fullYear, toDay } from "../read-day";

/** Every day of a file, read in one order. */
export interface Reading {
  order: DateOrder;
  days: readonly (string | null)[];
}

const PARTS = /^(\d{1,4})([-/. ])(\d{1,2})([-/. '])(\d{1,4})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;

/**
 * The orders in which the days of a file can be read, the likeliest first. Where several remain,
 * they differ in a day. What rules an order out is evidence, not taste: a day that no calendar has,
 * one far in the future, dots (no language writes month, day and year with dots), jumps.
 */
export async function settleDays(texts: readonly string[], today: string): Promise<Reading[]> {
  let left: Reading[] = [];
  for (const order of DATE_ORDERS)
    left.push({ order, days: await mapYielding(texts, (text) => readQifDay(text, order)) });
  const isDotted = texts.some((text) => /\d\.\s?\d/.test(text.slice(0, 20)));
  const latest = addDays(today, 31);
  const rules: ((reading: Reading) => number)[] = [
    ({ days }) => AGAINST * days.filter((day) => day === null).length,
    ({ days }) => AGAINST * Number(days.some((day) => day !== null && day > latest)),
    ({ order }) => AGAINST * Number(isDotted && order === "MDY"),
    ({ days }) => jumpOf(days),
    ({ days }) => turnsOf(days),
  ];
  for (const rule of rules) {
    const scores: number[] = [];
    for (const reading of left) {
      scores.push(rule(reading));
      await yieldIfDue();
    }
    const least = Math.min(...scores);
    left = left.filter((_, at) => (scores[at] ?? 0) < least + AGAINST);
  }
  const [first, ...others] = left;
  const isSettled = first === undefined || others.every((other) => isSame(first, other));
  return isSettled ? left.slice(0, 1) : left;
}

/** How much worse than another an order must be under one rule to be out. */
const AGAINST = 2;

const isSame = (one: Reading, other: Reading): boolean =>
  one.days.every((day, at) => day === other.days[at]);

/**
 * A day as Quicken writes it: an apostrophe stands before a year of this century, and a digit may
 * have a space before it.
 *
 * @example readQifDay("1/ 2'26", "MDY") // "2026-01-02"
 */
export function readQifDay(text: string, order: DateOrder): string | null {
  const plain = text
    .slice(0, 20)
    .replace(/([-/.'])\s+/g, "$1")
    .trim();
  const [, ...compact] = COMPACT.exec(plain) ?? [];
  const [, one = "", , two = "", mark = "", three = ""] = PARTS.exec(plain) ?? [];
  const [year = "", month, day] =
    order === "YMD"
      ? compact.length > 0
        ? compact
        : [one, two, three]
      : order === "DMY"
        ? [three, two, one]
        : [three, one, two];
  if (order === "YMD" ? year.length !== 4 : year.length % 2 !== 0 || one.length > 2) return null;
  const short = mark === "'" ? 2_000 + Number(year) : fullYear(Number(year));
  return toDay(year.length === 4 ? Number(year) : short, Number(month), Number(day));
}

/** Days between neighbours, in the file's order. */
function stepsOf(days: readonly (string | null)[]): number[] {
  const known = days.filter((day) => day !== null).map((day) => Date.parse(day) / DAY_MS);
  return known.slice(1).map((day, at) => day - (known[at] ?? day));
}

/** Under a wrong order neighbours lie most of a year apart. */
function jumpOf(days: readonly (string | null)[]): number {
  const most = stepsOf(days).reduce((far, step) => Math.max(far, Math.abs(step)), 0);
  return most >= 300 ? AGAINST : Number(most >= 100);
}

/** Under a wrong order the days of a longer file run back and forth. */
function turnsOf(days: readonly (string | null)[]): number {
  const steps = stepsOf(days).filter((step) => step !== 0);
  const turns = steps.filter((step, at) => at > 0 && step > 0 !== (steps[at - 1] ?? step) > 0);
  return days.length < 8 ? 0 : turns.length >= 3 ? AGAINST : Number(turns.length > 0);
}
