const DAY_FORMAT = { day: "numeric", month: "short", year: "numeric" } as const;

const civilDay = new Intl.DateTimeFormat("en-GB", { ...DAY_FORMAT, timeZone: "UTC" });
const civilDayOfYear = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  timeZone: "UTC",
});
const civilWeekday = new Intl.DateTimeFormat("en-GB", {
  ...DAY_FORMAT,
  weekday: "short",
  timeZone: "UTC",
});
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

const UNITS = [
  { unit: "year", seconds: 365 * 86_400 },
  { unit: "month", seconds: 30 * 86_400 },
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

/**
 * At most this many days ago or ahead are shown in days, because "in 3 months" is too coarse for
 * something that stops working.
 */
const DAYS_UP_TO = 99;

/**
 * A civil date such as `2026-11-23` in words, the same in every time zone: "23 Nov 2026", or "23
 * Nov" beside a date of the same year.
 */
export function formatCivilDate(date: string, beside?: string): string {
  const isSameYear = beside?.slice(0, 4) === date.slice(0, 4);
  return (isSameYear ? civilDayOfYear : civilDay).format(new Date(`${date}T00:00:00Z`));
}

/** A civil date with its day of the week: "Mon, 23 Nov 2026". */
export const formatWeekday = (date: string): string =>
  civilWeekday.format(new Date(`${date}T00:00:00Z`));

/** The day of a moment in a time zone; the reader's unless set. */
export function formatDay(at: string, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", { ...DAY_FORMAT, ...(timeZone && { timeZone }) }).format(
    new Date(at),
  );
}

/** Day and time of a moment in the reader's time zone. */
export function formatMoment(at: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" }).format(
    new Date(at),
  );
}

/**
 * How far a moment is from `now` (milliseconds since 1970), in words.
 *
 * @example formatRelative("2026-11-23T12:00:00Z", Date.parse("2026-11-23T12:05:00Z")) // "5 minutes
 *   ago"
 */
export function formatRelative(at: string, now: number): string {
  const seconds = (Date.parse(at) - now) / 1000;
  const size = Math.abs(seconds);
  if (size < 60) return seconds > 0 ? "in less than a minute" : "just now";
  const isInDays = size >= 86_400 && size < (DAYS_UP_TO + 1) * 86_400;
  const found = isInDays ? UNITS[2] : UNITS.find((candidate) => size >= candidate.seconds);
  if (found === undefined) return "just now";
  return relative.format(Math.trunc(seconds / found.seconds), found.unit);
}
