import type { DateOrder } from "./mapping";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Three parts with one kind of mark between them; a time of day may follow. */
const PARTS = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})(?:[T ,]+\d{1,2}:\d{2}.*)?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const DAY_MONTH_NAME = /^(\d{1,2})[-/. ]*([a-z]{3})[a-z]*\.?[-/., ]*(\d{4}|\d{2})$/i;
const MONTH_NAME_DAY = /^([a-z]{3})[a-z]*\.?[-/. ]*(\d{1,2})[, ]+(\d{4}|\d{2})$/i;

/** Longer cells are no dates; the bound also keeps the patterns cheap. */
const MAX_CHARS = 40;

/**
 * A cell as a civil date from 1900 to 2200, read in one order; null when it is none. Years of two
 * digits are of 1970 to 2069.
 *
 * @example readDate("3.4.26", "DMY") // "2026-04-03"
 */
export function readDate(cell: string, order: DateOrder): string | null {
  const text = cell.trim();
  if (text.length > MAX_CHARS) return null;
  const named = readNamed(text);
  if (named !== null) return order === "YMD" ? null : toIso(named);
  const compact = COMPACT.exec(text);
  if (compact !== null) {
    const [, year = "", month = "", day = ""] = compact;
    return order === "YMD" ? toIso({ year, month: Number(month), day }) : null;
  }
  const [, first = "", , second = "", third = ""] = PARTS.exec(text) ?? [];
  if (order === "YMD")
    return first.length === 4 ? toIso({ year: first, month: Number(second), day: third }) : null;
  if (third.length !== 2 && third.length !== 4) return null;
  const [day, month] = order === "DMY" ? [first, second] : [second, first];
  return toIso({ year: third, month: Number(month), day });
}

interface Parts {
  /** Two or four digits. */
  year: string;
  month: number;
  day: string;
}

/** Months by their English names settle the order by themselves. */
function readNamed(text: string): Parts | null {
  const [, day = "", name = "", year = ""] = DAY_MONTH_NAME.exec(text) ?? [];
  const [, nameFirst = "", dayAfter = "", yearAfter = ""] = MONTH_NAME_DAY.exec(text) ?? [];
  const month = MONTHS.indexOf((name || nameFirst).toLowerCase()) + 1;
  return month === 0 ? null : { year: year || yearAfter, month, day: day || dayAfter };
}

function toIso({ year, month, day }: Parts): string | null {
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);
  const date = new Date(Date.UTC(full, month - 1, Number(day)));
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day) && day.length <= 2;
  return isReal && full >= 1900 && full <= 2200 ? date.toISOString().slice(0, 10) : null;
}
