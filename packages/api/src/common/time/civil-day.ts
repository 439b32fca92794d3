import { Temporal } from "temporal-polyfill";

/** The civil date this many days after one; before it, for a negative number. */
export const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** How many days a date lies after another. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: "day" }).days;

/**
 * The date this many months before one. A day that the earlier month does not have becomes its
 * last.
 */
export const monthsEarlier = (day: string, months: number): string =>
  Temporal.PlainDate.from(day).subtract({ months }).toString();

/** How many months the month of a date lies after that of another. */
export const monthsBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from)
    .toPlainYearMonth()
    .until(Temporal.PlainDate.from(to).toPlainYearMonth(), { largestUnit: "month" }).months;

/** The first day of a date's month. */
export const startOfMonth = (day: string): string =>
  Temporal.PlainDate.from(day).with({ day: 1 }).toString();

/** The last day of a date's month. */
export const endOfMonth = (day: string): string =>
  Temporal.PlainDate.from(day).with({ day: 31 }).toString();

/**
 * The moment at which a civil date begins in an IANA time zone: its midnight, or where clocks are
 * set forward at midnight, the moment at which they are.
 *
 * @example startOfDay("2026-03-31", "Europe/Berlin") // 2026-03-30T22:00:00.000Z
 */
export const startOfDay = (day: string, timezone: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(timezone).epochMilliseconds);
