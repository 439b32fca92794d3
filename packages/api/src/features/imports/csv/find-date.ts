import { mapYielding } from "../../../common/yield-to-event-loop";
import type { Ambiguity } from "../schema";
import { type Column, clip, findByHeading } from "./columns";
import { DATE_ORDERS, type DateOrder } from "./mapping";
import { readDate } from "./read-date";

/** The column of dates: the one that is called so, else the first. */
export function findDateColumn(columns: readonly Column[]): Column | undefined {
  const dates = columns.filter(({ isDate }) => isDate);
  return findByHeading(dates, "date") ?? dates[0];
}

/**
 * The order in which all of a column's dates are written: the one under which the most are dates.
 * Where several are as good and mean different days, that is for the caller to say, once for the
 * whole file.
 *
 * @param remembered taken where it is one of the best
 */
export async function findDateOrder(
  cells: readonly string[],
  remembered?: DateOrder,
): Promise<{ dateOrder: DateOrder } | { ambiguous: Ambiguity }> {
  const readings: { order: DateOrder; dates: (string | null)[] }[] = [];
  for (const order of DATE_ORDERS)
    readings.push({ order, dates: await mapYielding(cells, (cell) => readDate(cell, order)) });
  const counts = readings.map(({ dates }) => dates.filter((date) => date !== null).length);
  const best = Math.max(...counts);
  const possible = readings.filter((_, index) => counts[index] === best);
  const [first, ...others] = possible;
  const chosen = possible.find(({ order }) => order === remembered);
  if (chosen !== undefined) return { dateOrder: chosen.order };
  if (first === undefined) throw new Error("There is no order of dates.");
  const at = first.dates.findIndex((date, index) =>
    others.some(({ dates }) => dates[index] !== date),
  );
  if (at === -1) return { dateOrder: first.order };
  const isNone = best === 0;
  return {
    ambiguous: {
      field: "dateOrder",
      question: isNone
        ? "In which order are the dates written?"
        : `Which day is ${clip(cells[at] ?? "")}?`,
      options: possible.map(({ order, dates }) => ({
        value: order,
        means: dates[at] ?? NAMES[order],
      })),
    },
  };
}

const NAMES = {
  YMD: "Year, month, day.",
  DMY: "Day, month, year.",
  MDY: "Month, day, year.",
} as const satisfies Record<DateOrder, string>;
