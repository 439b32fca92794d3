import { refusal } from "../../common/errors/refusal";
import { addDays } from "../../common/time/civil-day";
import { fromIsoDay, isoDay } from "../../common/fields";

/** Civil days, both included. */
export interface Period {
  from: string;
  to: string;
}

const DAY_MS = 86_400_000;
/** There are no civil dates before it (I5). */
const FIRST_DAY = "1900-01-01";
/** A report reads every row of its period, so the period is bounded. */
const MAX_DAYS = 3_660;

/**
 * @throws DomainError BAD_REQUEST for one that ends before it begins, or is longer than ten years
 */
export function requirePeriod(period: Period): Period {
  const days = daysOf(period);
  if (days < 1) {
    throw refusal("BAD_REQUEST", "to", `${period.to} is before \`from\`, ${period.from}.`, "Send `from` and `to` in order; both days are included.");
  }
  if (days <= MAX_DAYS) return period;
  throw refusal("BAD_REQUEST", "to", "a report covers at most ten years.", "Ask for ten years or less at a time.");
}

/**
 * The period to compare with. Whole months are compared with as many whole months before, and the
 * beginning of a month with the same days of an earlier one; any other period with as many days
 * before it. Null where that would reach beyond 1900.
 *
 * @example previousPeriod({ from: "2026-03-01", to: "2026-03-31" }) // { from: "2026-02-01", to:
 *   "2026-02-28" }
 */
export function previousPeriod(period: Period): Period | null {
  const previous = period.from.endsWith("-01") ? monthsEarlier(period) : daysEarlier(period);
  return previous.from < FIRST_DAY ? null : previous;
}

function daysEarlier({ from, to }: Period): Period {
  return { from: addDays(from, -daysOf({ from, to })), to: addDays(from, -1) };
}

function monthsEarlier({ from, to }: Period): Period {
  const months = monthNumber(to) - monthNumber(from) + 1;
  const start = firstOfMonth(monthNumber(from) - months);
  if (to === endOfMonth(to)) return { from: start, to: addDays(from, -1) };
  const last = firstOfMonth(monthNumber(to) - months);
  // As text, a day that a month does not have comes after the last one it has.
  const sameDay = `${last.slice(0, 8)}${to.slice(8)}`;
  return { from: start, to: sameDay < endOfMonth(last) ? sameDay : endOfMonth(last) };
}

/** The last days of the months of a period, the last of them cut to its end. */
export function monthEnds({ from, to }: Period): string[] {
  const count = monthNumber(to) - monthNumber(from) + 1;
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? to : endOfMonth(firstOfMonth(monthNumber(from) + index)),
  );
}

/** The part of a month, `YYYY-MM`, that lies in a period. */
export function clipMonth(month: string, { from, to }: Period): Period {
  const [first, last] = [`${month}-01`, endOfMonth(`${month}-01`)];
  return { from: first < from ? from : first, to: last > to ? to : last };
}

/**
 * The first day of the month that lies `months` before that of `day`, or of the first month there
 * is.
 */
export function monthsBefore(day: string, months: number): string {
  const first = firstOfMonth(monthNumber(day) - months);
  return first < FIRST_DAY ? FIRST_DAY : first;
}

const daysOf = ({ from, to }: Period) => (fromIsoDay(to).getTime() - fromIsoDay(from).getTime()) / DAY_MS + 1;
/** Months since year 0. */
const monthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
const firstOfMonth = (number: number) => isoDay(new Date(Date.UTC(Math.floor(number / 12), number % 12, 1)));
const endOfMonth = (day: string) => addDays(firstOfMonth(monthNumber(day) + 1), -1);
