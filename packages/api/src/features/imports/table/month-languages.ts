import { allCalendars, type Calendar, ENGLISH, isWeekday, monthIn } from "./calendar-words";
import type { CurrencyMarks } from "./currency-marks";
import { findLayout, type Layout } from "./layout";
import type { FileRecord } from "./mapping";
import { plain } from "./plain";
import { looksLikeDay } from "./read-day";
import { sampleOf } from "./sample";
import { type DayParts, splitDay } from "./split-day";

/** Languages in which a column's words mean the same months. */
export interface LanguageGroup {
  codes: readonly string[];
  calendar: Calendar;
}

/** As many records with a foreign word in the form of a day are no chance. */
const OFTEN = 0.3;

/**
 * Where the rows of a table are, and the language of its months: English, or every language where
 * English finds hardly any rows and many records have a foreign word in the form of a day.
 */
export async function findRows(
  records: readonly FileRecord[],
  marks: CurrencyMarks,
): Promise<{ layout: Layout; calendar: Calendar }> {
  const layout = await findLayout(records, { marks, calendar: ENGLISH });
  const sampled = sampleOf(records);
  const isEnglish = layout.rows >= sampled.length / 2;
  const foreign = isEnglish ? [] : sampled.filter(({ cells }) => cells.some(isForeignDay));
  if (foreign.length === 0 || foreign.length < sampled.length * OFTEN)
    return { layout, calendar: ENGLISH };
  const calendar = await allCalendars();
  return { layout: await findLayout(records, { marks, calendar }), calendar };
}

function isForeignDay(cell: string): boolean {
  const parts = splitDay(cell);
  if (parts === null || (parts.kind === "numbers" && parts.weekday === null)) return false;
  return wordsOf(parts).length > 0 && !looksLikeDay(cell);
}

/**
 * The languages that know all words of a column of days, grouped by what the words mean in them.
 * One group: there is nothing to ask. Where every word is a whole name in some language, those that
 * know only beginnings of longer names do not count; where English knows them all, it is English.
 */
export function groupLanguages(parts: readonly DayParts[], calendar: Calendar): LanguageGroup[] {
  const all = [...new Set(parts.flatMap(wordsOf))];
  const words = all.filter((word) =>
    calendar.some((language) => meaningOf(language, word) !== null),
  );
  const known = calendar
    .map((language) => ({ language, months: words.map((word) => meaningOf(language, word)) }))
    .filter(({ months }) => !months.includes(null));
  const whole = known.filter(({ language, months }) =>
    words.every((word, at) => months[at] === 0 || language.months.has(plain(word))),
  );
  const counting = whole.length > 0 ? whole : known;
  const english = counting.find(({ language }) => language.code === "en");
  const groups = new Map<string, { codes: string[]; calendar: Calendar[number][] }>();
  for (const { language, months } of english === undefined ? counting : [english]) {
    const group = groups.get(String(months)) ?? { codes: [], calendar: [] };
    group.codes.push(language.code);
    group.calendar.push(language);
    groups.set(String(months), group);
  }
  return [...groups.values()];
}

const wordsOf = (parts: DayParts): readonly string[] =>
  parts.kind === "named" ? parts.words : parts.weekday === null ? [] : [parts.weekday];

/** The month that a word is in a language, 0 for a weekday; null where it is neither. */
const meaningOf = (language: Calendar[number], word: string): number | null =>
  monthIn(language, word) ?? (isWeekday([language], word) ? 0 : null);
