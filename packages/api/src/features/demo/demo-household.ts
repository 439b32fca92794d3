import { fromIsoDay } from "../../common/fields";
import { monthsEarlier, startOfMonth } from "../../common/time/civil-day";
import { DAY_MS } from "../../common/time/lengths";
import type { DemoBooks } from "./demo-books";
import { dollarSpending, groceries, regularRows, seasonal, smallSpending } from "./demo-rows";
import { payCard, toSavings } from "./demo-transfers";
import type { Diary } from "./diary";

const MONTHS = 24;

/**
 * Two years of a household's books up to today, the same for the same day and seed: what it earns,
 * spends, puts aside and moves.
 */
export function demoHousehold(today: string, seed = 1): DemoBooks {
  const months = Array.from({ length: MONTHS }, (_, index) =>
    monthsEarlier(startOfMonth(today), MONTHS - 1 - index),
  );
  const begin = months[0] ?? today;
  const books = months.map((first) => monthOf(first, { seed, year: Number(today.slice(0, 4)) }));
  return {
    begin,
    entries: books.flatMap(({ entries }) => entries).filter(({ date }) => date <= today),
    transfers: books.flatMap(({ transfers }) => transfers).filter(({ date }) => date <= today),
  };
}

interface Setting {
  seed: number;
  /** The current one: salaries were lower in earlier ones. */
  year: number;
}

/** A month's rows depend on the month, the seed and the current year alone. */
function monthOf(first: string, { seed, year }: Setting): Pick<DemoBooks, "entries" | "transfers"> {
  const random = createRandom(seed * 1_000_003 + Math.floor(fromIsoDay(first).getTime() / DAY_MS));
  const month = Number(first.slice(5, 7));
  const diary: Diary = {
    on: (day) => `${first.slice(0, 8)}${String(day).padStart(2, "0")}`,
    random,
    month,
  };
  const dollars = dollarSpending(diary);
  return {
    entries: [
      ...regularRows(diary, year - Number(first.slice(0, 4))),
      ...groceries(diary),
      ...smallSpending(diary),
      ...seasonal(diary),
      ...dollars,
    ],
    transfers: [toSavings(diary), payCard(diary, dollars)],
  };
}

/**
 * Numbers that look random and are the same for the same seed: a linear congruential generator, its
 * high bits taken.
 */
function createRandom(seed: number): Diary["random"] {
  // Neighbouring seeds must not begin alike.
  let state =
    Math.imul(Math.imul(seed ^ (seed >>> 16), 0x45d9f3b) ^ (seed >>> 13), 0x45d9f3b) >>> 0;
  return (low, high) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return low + Math.floor((state / 2 ** 32) * (high - low + 1));
  };
}
