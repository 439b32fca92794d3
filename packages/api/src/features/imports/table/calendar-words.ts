import { yieldIfDue } from "../../../common/yield-to-event-loop";
import { knownLanguages } from "./languages";
import { plain } from "./plain";

/** The names of months and weekdays in one language, folded. */
interface Language {
  code: string;
  /** Month from 1, by every name that it has. */
  months: ReadonlyMap<string, number>;
  weekdays: ReadonlySet<string>;
}

/** Names of months and weekdays in one language or in many. */
export type Calendar = readonly Language[];

const MONTH_FORMS: readonly Intl.DateTimeFormatOptions[] = [
  { month: "long" },
  { month: "short" },
  { month: "long", day: "numeric" },
  { month: "short", day: "numeric" },
];
/** What banks write and CLDR does not know, folded. */
const FURTHER_MONTHS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  de: { mrz: 3 },
};
const WEEKDAY_FORMS: readonly Intl.DateTimeFormatOptions[] = [
  { weekday: "long" },
  { weekday: "short" },
];

/** English alone, which most files need and which is made in a moment. */
export const ENGLISH: Calendar = [readLanguage("en")];

let calendar: Promise<Calendar> | null = null;

/**
 * All languages: thousands of names that take about a second to make. Made once, when a file has a
 * word that is not English, with a turn for others between two languages.
 */
export function allCalendars(): Promise<Calendar> {
  calendar ??= readAll();
  return calendar;
}

async function readAll(): Promise<Calendar> {
  const read: Language[] = [];
  for (const code of await knownLanguages()) {
    read.push(readLanguage(code));
    await yieldIfDue();
  }
  return read;
}

function readLanguage(code: string): Language {
  const months = new Map<string, number>();
  const weekdays = new Set<string>();
  for (const form of MONTH_FORMS) {
    const nameOf = namesIn(code, form, "month");
    for (let month = 1; month <= 12; month += 1) {
      const name = nameOf(Date.UTC(2026, month - 1, 15));
      if (name !== null && !months.has(name)) months.set(name, month);
    }
  }
  for (const [name, month] of Object.entries(FURTHER_MONTHS[code] ?? {})) months.set(name, month);
  for (const form of WEEKDAY_FORMS) {
    const nameOf = namesIn(code, form, "weekday");
    for (let day = 1; day <= 7; day += 1) {
      const name = nameOf(Date.UTC(2026, 2, day));
      if (name !== null) weekdays.add(name);
    }
  }
  return { code, months, weekdays };
}

/** @returns what names a moment in a language; null where the name is a number */
function namesIn(code: string, form: Intl.DateTimeFormatOptions, type: "month" | "weekday") {
  const options = { ...form, timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" };
  const formatter = new Intl.DateTimeFormat(code, options);
  return (at: number): string | null => {
    const part = formatter.formatToParts(at).find((found) => found.type === type);
    const name = plain(part?.value ?? "");
    return /\p{L}/u.test(name) ? name : null;
  };
}

/** The month that a word names in a language, by its whole name or by a beginning of no other. */
export function monthIn({ months }: Language, word: string): number | null {
  const folded = plain(word);
  const whole = months.get(folded);
  if (whole !== undefined) return whole;
  if ([...folded].length < 3) return null;
  const begun = new Set<number>();
  for (const [name, month] of months) if (name.startsWith(folded)) begun.add(month);
  const [only = null] = begun;
  return begun.size === 1 ? only : null;
}

export const isWeekday = (calendar: Calendar, word: string): boolean => {
  const folded = plain(word);
  return calendar.some(
    ({ weekdays }) =>
      weekdays.has(folded) ||
      ([...folded].length >= 2 && [...weekdays].some((name) => name.startsWith(folded))),
  );
};
