import { ENGLISH } from "./calendar-words";
import { toDayNumber } from "./day-number";
import { DATE_ORDERS, type DateOrder, type FileRecord } from "./mapping";
import type { Period } from "./order-rules";
import { toDay } from "./read-day";
import { splitDay } from "./split-day";

/** A day in figures within other words. */
const DAYS = /\b\d{1,4}([-/.])\d{1,2}\1\d{2,4}\b/g;
/** Of a longer line no more is looked at. UTF-16 units. */
const MAX_CHARS = 300;

/** The days in figures that stand in a text, as they are written. */
export const daysIn = (text: string): string[] => text.match(DAYS) ?? [];

/**
 * From when to when a file is, as one line above its rows says with two days; by the order in which
 * they are read. Days in several lines are no period: they may be of anything.
 */
export function findPeriods(preamble: readonly FileRecord[]): ReadonlyMap<DateOrder, Period> {
  for (const { cells } of preamble) {
    const parts = daysIn(cells.join(" ").slice(0, MAX_CHARS))
      .map(splitDay)
      .filter((one) => one !== null);
    if (parts.length !== 2) continue;
    const periods = new Map<DateOrder, Period>();
    for (const order of DATE_ORDERS) {
      const [from, to] = parts.map((one) => toDayNumber(toDay(one, { order, calendar: ENGLISH })));
      if (from !== undefined && to !== undefined && from !== null && to !== null && from < to)
        periods.set(order, { from, to });
    }
    if (periods.size > 0) return periods;
  }
  return new Map();
}
