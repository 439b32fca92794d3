import { type Calendar, ENGLISH, isWeekday, monthIn } from "./calendar-words";
import { cellAt, type DateOrder, type FileRecord } from "./mapping";
import { type DayParts, splitDay } from "./split-day";

/** How the days of a file are read, once it is known. */
export interface DayReader {
  order: DateOrder;
  calendar: Calendar;
  /** Where a day has no year: that of a row, by its line. */
  yearOf: (record: FileRecord) => number | null;
  /** Days that were read before, by text and year: a day has many rows. */
  known: Map<string, string | null>;
}

/** Reads the days of one file. */
export const dayReader = (how: Omit<DayReader, "known">): DayReader => ({
  ...how,
  known: new Map(),
});

/**
 * The day in a cell, as a civil date from 1900 to 2200; null when it is none. Years of two digits
 * are of 1970 to 2069. A year of four digits in front means the same in every order.
 */
export function readDay(record: FileRecord, column: number, reader: DayReader): string | null {
  const typed = record.typed?.[column - 1]?.day;
  if (typed !== undefined) return typed;
  const [text, year] = [cellAt(record, column), reader.yearOf(record)];
  const key = year === null ? text : `${text} ${year}`;
  const known = reader.known.get(key);
  if (known !== undefined) return known;
  const parts = splitDay(text);
  const day = parts === null ? null : toDay(parts, { ...reader, year });
  reader.known.set(key, day);
  return day;
}

interface Reading {
  order: DateOrder;
  calendar: Calendar;
  year?: number | null;
}

/**
 * The parts of a day, read in one order.
 *
 * @example toDay(splitDay("3.4.26"), { order: "DMY", calendar: ENGLISH }) // "2026-04-03"
 */
export function toDay(parts: DayParts, { order, calendar, year = null }: Reading): string | null {
  if (parts.weekday !== null && !isWeekday(calendar, parts.weekday)) return null;
  if (parts.kind === "numbers") return ordered(parts.parts, parts.separator, order);
  if (parts.kind === "short") {
    const [month, day] = order === "DMY" ? [parts.parts[1], parts.parts[0]] : parts.parts;
    return year === null ? null : toIso({ year: String(year), month: Number(month), day });
  }
  return namedDay(parts.words, parts.numbers, { order, calendar, year });
}

function ordered(
  [first, second, third]: readonly [string, string, string],
  separator: string,
  order: DateOrder,
): string | null {
  if (separator === "" && order !== "YMD") {
    const digits = first + second + third;
    const [before, behind] = [digits.slice(0, 2), digits.slice(2, 4)];
    const [day, month] = order === "DMY" ? [before, behind] : [behind, before];
    return toIso({ year: digits.slice(4), month: Number(month), day });
  }
  if (first.length === 4) return toIso({ year: first, month: Number(second), day: third });
  if (order === "YMD")
    return first.length === 2 && third.length <= 2
      ? toIso({ year: first, month: Number(second), day: third })
      : null;
  if (third.length !== 2 && third.length !== 4) return null;
  const [day, month] = order === "DMY" ? [first, second] : [second, first];
  return toIso({ year: third, month: Number(month), day });
}

/** A month by its name settles the order by itself, except that a year may stand in front. */
function namedDay(
  words: readonly string[],
  numbers: readonly string[],
  { order, calendar, year = null }: Reading,
): string | null {
  const month = monthOf(words, calendar);
  const [first = "", second] = numbers;
  if (month === null) return null;
  if (second === undefined)
    return year === null ? null : toIso({ year: String(year), month, day: first });
  if (first.length === 4) return toIso({ year: first, month, day: second });
  return order === "YMD" ? null : toIso({ year: second, month, day: first });
}

/** The month among one or two words, of which the other can only be a weekday. */
function monthOf(words: readonly string[], calendar: Calendar): number | null {
  for (const [at, word] of words.entries()) {
    const others = words.filter((_, index) => index !== at);
    if (!others.every((other) => isWeekday(calendar, other))) continue;
    for (const language of calendar) {
      const month = monthIn(language, word);
      if (month !== null) return month;
    }
  }
  return null;
}

interface Parts {
  /** Two or four digits. */
  year: string;
  month: number;
  day: string;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function toIso({ year, month, day }: Parts): string | null {
  if (![2, 4].includes(year.length) || day.length > 2) return null;
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);
  const last = month === 2 && isLeap(full) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
  if (full < 1900 || full > 2200 || Number(day) < 1 || Number(day) > last) return null;
  return `${full}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
}

const LEAP_YEAR = 2024;

/** Whether a cell is a day in any order, with a year or without. */
export function looksLikeDay(cell: string, calendar: Calendar = ENGLISH): boolean {
  const parts = splitDay(cell);
  return (
    parts !== null &&
    (["YMD", "DMY", "MDY"] as const).some(
      (order) => toDay(parts, { order, calendar, year: LEAP_YEAR }) !== null,
    )
  );
}
