/** The order in which a person writes day, month and year as numbers. */
export type DayOrder = "DMY" | "MDY" | "YMD";

/** How a person writes days as numbers: in which order, with which mark between them. */
export interface DayStyle {
  order: DayOrder;
  mark: "." | "/" | "-";
}

interface ParseOptions {
  order: DayOrder;
  /** The person's civil date of today, `YYYY-MM-DD`. */
  today: string;
  /** How many days ahead a day without its year may lie, at most 366. */
  daysAhead?: number;
}

/** The server takes no others. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2200];

/** A year of two digits is at most this many years ahead; otherwise it is in the past. */
const YEARS_AHEAD = 20;

const DAY_MS = 86_400_000;

const MONTHS = [
  ...["january", "february", "march", "april", "may", "june"],
  ...["july", "august", "september", "october", "november", "december"],
];

/** Texts of digits and letters, as they were typed. */
interface Parts {
  day: string;
  month: string;
  year?: string;
}

/** What each form of numbers means, by the person's order. */
const PLACES = {
  DMY: { whole: ["day", "month", "year"], short: ["day", "month"] },
  MDY: { whole: ["month", "day", "year"], short: ["month", "day"] },
  YMD: { whole: ["year", "month", "day"], short: ["month", "day"] },
} as const satisfies Record<
  DayOrder,
  { whole: readonly (keyof Parts)[]; short: readonly (keyof Parts)[] }
>;

/**
 * The civil date that a person typed, or null where the text is no date or could mean two.
 *
 * It reads `2026-10-01`, numbers in the person's order with `.`, `/`, `-` or spaces between them,
 * names of months in English before or after the day, `today` and `yesterday`. A year may have two
 * digits. A day without a year is the latest one at most 60 days ahead, unless `daysAhead`
 * is set. Nothing is read in another order when the person's order makes no day of it.
 *
 * @example parseDay("1.10.2026", { order: "DMY", today: "2026-11-29" }) // "2026-10-01"
 * @example parseDay("5 jan", { order: "DMY", today: "2026-11-29" }) // "2027-01-05"
 * @example parseDay("13/13", { order: "DMY", today: "2026-11-29" }) // null
 */
export function parseDay(
  text: string,
  { order, today, daysAhead = 60 }: ParseOptions,
): string | null {
  const typed = text.trim().toLowerCase().replace(/\s+/g, " ");
  if (typed === "today") return today;
  if (typed === "yesterday") return moveDay(today, -1);
  const parts = readNumbers(typed, order) ?? readNamedMonth(typed);
  if (parts === null) return null;
  const [day, month] = [Number(parts.day), readMonth(parts.month)];
  if (month === null) return null;
  if (parts.year !== undefined) return toDay(readYear(parts.year, today), month, day);
  const latest = moveDay(today, daysAhead);
  const thisYear = Number(today.slice(0, 4));
  const candidates = [thisYear + 1, thisYear, thisYear - 1].map((year) => toDay(year, month, day));
  // A 29 February that is missing from the nearest year is no reason to go back to an earlier one.
  const inTime = candidates.findIndex(
    (_, index) => toSortable(thisYear + 1 - index, month, day) <= latest,
  );
  return candidates[inTime] ?? null;
}

/**
 * Numbers alone: year, month and day where four digits come first, and else in the person's order.
 */
function readNumbers(typed: string, order: DayOrder): Parts | null {
  const [, ...yearFirst] = /^(\d{4})([-./ ])(\d{1,2})\2(\d{1,2})$/.exec(typed) ?? [];
  if (yearFirst.length > 0) return toParts(PLACES.YMD.whole, withoutMark(yearFirst));
  const spaced = typed.replaceAll(". ", ".");
  const [, ...whole] = /^(\d{1,2})([-./ ])(\d{1,2})\2(\d{1,2}|\d{4})$/.exec(spaced) ?? [];
  if (whole.length > 0) return toParts(PLACES[order].whole, withoutMark(whole));
  const [, ...short] =
    /^(\d{1,2})([-./ ])(\d{1,2})$/.exec(spaced.replace(/^(\d+\.\d+)\.$/, "$1")) ?? [];
  return short.length === 0 ? null : toParts(PLACES[order].short, withoutMark(short));
}

const withoutMark = ([first = "", _mark, ...others]: readonly string[]) => [first, ...others];

/**
 * The name of the month beside the day: `1 oct`, `1. October 2026`, `Oct 1st, 26`, `2026 oct 1`.
 */
function readNamedMonth(typed: string): Parts | null {
  const words = typed.split(/[ ,./-]+/).filter((word) => word !== "");
  const [first = "", second = "", third, ...more] = words;
  if (more.length > 0) return null;
  if (/^\d{4}$/.test(first) && third !== undefined)
    return toParts(["year", "month", "day"], [first, second, third]);
  const isNameFirst = /^[a-z]/.test(first);
  const places = isNameFirst
    ? (["month", "day", "year"] as const)
    : (["day", "month", "year"] as const);
  const name = isNameFirst ? first : second;
  return /^[a-z]/.test(name) ? toParts(places, words) : null;
}

/** Null where a part is not written as it must be. */
function toParts(places: readonly (keyof Parts)[], texts: readonly string[]): Parts | null {
  const textOf = (place: keyof Parts) => texts[places.indexOf(place)];
  const [day = "", month = "", year] = [textOf("day"), textOf("month"), textOf("year")];
  const digits = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(day)?.[1];
  if (digits === undefined || month === "") return null;
  if (year !== undefined && !/^(\d{2}|\d{4})$/.test(year)) return null;
  return { day: digits, month, ...(year !== undefined && { year }) };
}

/** 1 to 12 by number or by at least three letters of its name. */
function readMonth(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const index = text.length < 3 ? -1 : MONTHS.findIndex((name) => name.startsWith(text));
  return index < 0 ? null : index + 1;
}

function readYear(text: string, today: string): number {
  if (text.length === 4) return Number(text);
  const thisYear = Number(today.slice(0, 4));
  const year = Math.floor((thisYear + YEARS_AHEAD) / 100) * 100 + Number(text);
  return year > thisYear + YEARS_AHEAD ? year - 100 : year;
}

/** Null where the calendar has no such day, and where the server takes none. */
function toDay(year: number, month: number, day: number): string | null {
  if (year < FIRST_YEAR || year > LAST_YEAR) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

const twoDigits = (number: number) => String(number).padStart(2, "0");

/** Sorts like a day, and need not be a real one. */
const toSortable = (year: number, month: number, day: number) =>
  `${year}-${twoDigits(month)}-${twoDigits(day)}`;

const moveDay = (day: string, by: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);

/**
 * How the people of a locale write days as numbers.
 *
 * @example dayStyleOf("de-DE") // { order: "DMY", mark: "." }
 */
export function dayStyleOf(locale: string): DayStyle {
  const parts = new Intl.DateTimeFormat(locale, { calendar: "gregory" }).formatToParts(0);
  const [first] = parts.filter(({ type }) => type === "day" || type === "month" || type === "year");
  const literal = parts.find(({ type }) => type === "literal")?.value.trim();
  return {
    order: first?.type === "year" ? "YMD" : first?.type === "month" ? "MDY" : "DMY",
    mark: literal === "." || literal === "-" ? literal : "/",
  };
}

/**
 * The last day of 2026 in a person's numbers: "31.12.2026". It cannot be mistaken for another
 * order.
 */
export const exampleOf = ({ order, mark }: DayStyle): string =>
  PLACES[order].whole.map((part) => ({ day: "31", month: "12", year: "2026" })[part]).join(mark);

/** What an empty field asks for: "dd.mm.yyyy". */
export const patternOf = ({ order, mark }: DayStyle): string =>
  PLACES[order].whole.map((part) => ({ day: "dd", month: "mm", year: "yyyy" })[part]).join(mark);
