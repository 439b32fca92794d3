import { refusal } from "../../common/errors/refusal";
import {
  addDays,
  daysBetween,
  endOfMonth,
  monthsBetween,
  monthsEarlier,
  startOfMonth,
} from "../../common/time/civil-day";

/** Civil days, both included. */
export interface Period {
  from: string;
  to: string;
}

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
    throw refusal(
      "BAD_REQUEST",
      "to",
      `${period.to} is before \`from\`, ${period.from}.`,
      "Send `from` and `to` in order; both days are included.",
    );
  }
  if (days <= MAX_DAYS) return period;
  throw refusal(
    "BAD_REQUEST",
    "to",
    "a report covers at most ten years.",
    "Ask for ten years or less at a time.",
  );
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
  const previous =
    period.from === startOfMonth(period.from) ? monthsBeforeIt(period) : daysBeforeIt(period);
  return previous.from < FIRST_DAY ? null : previous;
}

function daysBeforeIt({ from, to }: Period): Period {
  return { from: addDays(from, -daysOf({ from, to })), to: addDays(from, -1) };
}

function monthsBeforeIt({ from, to }: Period): Period {
  const months = monthsBetween(from, to) + 1;
  const start = monthsEarlier(from, months);
  if (to === endOfMonth(to)) return { from: start, to: addDays(from, -1) };
  return { from: start, to: monthsEarlier(to, months) };
}

/** The last days of the months of a period, the last of them cut to its end. */
export function monthEnds({ from, to }: Period): string[] {
  const months = monthsBetween(from, to);
  return Array.from({ length: months + 1 }, (_, index) =>
    index === months ? to : endOfMonth(monthsEarlier(startOfMonth(from), -index)),
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
  const first = monthsEarlier(startOfMonth(day), months);
  return first < FIRST_DAY ? FIRST_DAY : first;
}

const daysOf = ({ from, to }: Period): number => daysBetween(from, to) + 1;
