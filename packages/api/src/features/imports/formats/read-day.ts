/** A civil date of the years 1900 to 2200; null for one that the calendar does not have. */
export function toDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal && year >= 1900 && year <= 2200 ? date.toISOString().slice(0, 10) : null;
}

/**
 * The day with which a text begins, as the bank's own calendar has it: a time and a zone behind it
 * are passed over.
 *
 * @example readDay("20260331235959.000[-5:EST]") // "2026-03-31"
 * @example readDay("2026-03-31T23:59:59+01:00") // "2026-03-31"
 */
export function readDay(text: string): string | null {
  const [, year, , month, day] = /^(\d{4})(-?)(\d{2})\2(\d{2})/.exec(text.trim()) ?? [];
  return toDay(Number(year), Number(month), Number(day));
}

/** Years of two digits are of 1970 to 2069. */
export const fullYear = (short: number): number => short + (short < 70 ? 2000 : 1900);
