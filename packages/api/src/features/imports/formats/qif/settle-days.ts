import { mapYielding } from "../../../../common/yield-to-event-loop";
import type { MappingChoice } from "../../mapping-schema";
import { allCalendars, ENGLISH } from "../../table/calendar-words";
import { type FoundDays, findDays } from "../../table/dates";
import type { DateOrder, FileRecord } from "../../table/mapping";
import { looksLikeDay } from "../../table/read-day";
import { splitDay } from "../../table/split-day";
import type { QifRecord } from "./split-records";

/** What a caller may settle about the days of a file. */
export type DayChoice = Pick<MappingChoice, "dateOrder" | "dateYear" | "monthLanguage">;

interface Setting {
  currency: string;
  /** A civil date. */
  today: string;
  choice: DayChoice;
  /** Taken where it is one of those that are left. */
  remembered?: DateOrder | undefined;
}

/** The one column of days that the records are for the rules of tables. */
export const DAY_COLUMN = 1;

/**
 * The day of a record as the rules of tables read it. Quicken puts an apostrophe before a year of
 * this century, and a space before a single digit.
 *
 * @example toDayRecord({ fields: new Map([["D", "1/ 2' 6"]]), … }) // cells: ["1/2/2006"]
 */
export function toDayRecord({ fields, line }: QifRecord): FileRecord {
  const text = (fields.get("D") ?? "").slice(0, MAX_CHARS);
  const [, before = "", year = ""] = APOSTROPHE.exec(text) ?? [];
  const [mark = "/"] = /[-/.]/.exec(before) ?? [];
  const day = year === "" ? text : `${before}${mark}${year.trim().padStart(4, "2000")}`;
  return { cells: [day.replace(/([-/.])\s+/g, "$1").trim()], line };
}

/** Longer texts are no days. */
const MAX_CHARS = 61;
const APOSTROPHE = /^(.{3,8}?)\s?['’]\s?(\d{4}|[\d ]\d|\d)\s*$/u;

/**
 * How the days of a file are written, by the rules that hold for tables, over all its accounts; or
 * the question that they leave open.
 */
export async function settleDays(
  records: readonly QifRecord[],
  { currency, today, choice, remembered }: Setting,
): Promise<FoundDays> {
  const data = await mapYielding(records, toDayRecord);
  const foreign = await mapYielding(data, ({ cells: [text = ""] }) => isForeign(text));
  return findDays(DAY_COLUMN, {
    ...{ columns: [], preamble: [], data, currency, today, choice, remembered },
    calendar: foreign.includes(true) ? await allCalendars() : ENGLISH,
  });
}

/** Whether a day has words that English does not know. */
const isForeign = (text: string): boolean =>
  splitDay(text)?.kind === "named" && !looksLikeDay(text);
