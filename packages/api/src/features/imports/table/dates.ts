import { mapYielding } from "../../../common/yield-to-event-loop";
import { allCalendars, type Calendar, ENGLISH } from "./calendar-words";
import type { Column } from "./columns";
import { askForLanguage, askForOrder, askForYear } from "./date-questions";
import { type DayCell, isYearless, splitColumn } from "./day-cell";
import { toDayNumber } from "./day-number";
import { fitOf } from "./headings";
import { DATE_ORDERS, type DateOrder, type FileRecord } from "./mapping";
import { groupLanguages, type LanguageGroup } from "./month-languages";
import {
  FURTHER_RULES,
  judgeOrders,
  type OrderFacts,
  type OrderReading,
  OWN_RULES,
} from "./order-rules";
import { findPeriods } from "./periods";
import type { OpenQuestion } from "./question";
import { type DayReader, dayReader, toDay } from "./read-day";
import { remembering } from "./remembering";
import type { DayParts } from "./split-day";
import { spreadYears } from "./years";

interface Setting {
  columns: readonly Column[];
  data: readonly FileRecord[];
  /** What stands above the rows. */
  preamble: readonly FileRecord[];
  currency: string;
  /** A civil date. */
  today: string;
  /** Every language, or English alone where no other is needed. */
  calendar: Calendar;
  /** What the caller settled. */
  choice: {
    dateOrder?: DateOrder | undefined;
    dateYear?: number | undefined;
    monthLanguage?: string | undefined;
  };
  /** Taken where it is one of those that are left. */
  remembered: DateOrder | undefined;
}

/** How a file's days are read, as far as it is clear. */
export interface FoundDays {
  dateOrder?: DateOrder;
  monthLanguage?: string;
  reader: DayReader;
  question: OpenQuestion | null;
  /** Why it is this order; null where every order reads the same. */
  says: string | null;
  cells: number;
}

/**
 * The column of days: booked before unknown before value, else the fuller, else the first. A bank
 * that has a column of booking days leaves it empty while a row is not booked.
 */
export function findDateColumn(columns: readonly Column[]): Column | undefined {
  const dates = columns.filter(({ isDate }) => isDate);
  return dates.toSorted(
    (a, b) => classOf(b) - classOf(a) || b.filled.length - a.filled.length || a.number - b.number,
  )[0];
}

function classOf({ heading }: Column): number {
  const [booked, any, value] = (["booked", "anyDate", "value"] as const).map((role) =>
    fitOf(heading, role),
  );
  if (booked !== undefined && booked > Math.max(any ?? 0, value ?? 0)) return 1;
  return (value ?? 0) > (any ?? 0) ? -1 : 0;
}

/** The order, the language and the years in which the days of a column are written. */
export async function findDays(column: number, setting: Setting): Promise<FoundDays> {
  const { data, choice, today } = setting;
  const cells = await splitColumn(data, column);
  const groups = await findLanguages(cells, setting);
  const [group = { codes: ["en"], calendar: ENGLISH }] = groups;
  const { calendar } = group;
  const year = choice.dateYear ?? Number(today.slice(0, 4));
  const readings = await readOrders(cells, { calendar, year });
  const { left, by } = await judge(column, { setting, cells, readings, calendar });
  const order =
    choice.dateOrder ??
    left.find((reading) => reading.order === setting.remembered)?.order ??
    (haveOneMeaning(left) ? left[0]?.order : undefined);
  const isOpen = isYearless(cells) && choice.dateYear === undefined;
  const isForeign = !group.codes.includes("en");
  return {
    reader: readerFor(order ?? left[0]?.order ?? "YMD", { cells, calendar, year }),
    question:
      groups.length > 1
        ? askForLanguage(groups, cells)
        : order === undefined
          ? askForOrder(left, cells)
          : isOpen
            ? askForYear(cells, today)
            : null,
    ...(order !== undefined && { dateOrder: order }),
    ...(isForeign && groups.length === 1 && { monthLanguage: group.codes[0] ?? "en" }),
    says: by === null ? null : `${order ?? "the order"}, because every day ${by}`,
    cells: cells.length,
  };
}

async function findLanguages(
  cells: readonly DayCell[],
  { choice, calendar }: Setting,
): Promise<LanguageGroup[]> {
  const hasWords = cells.some(({ parts }) => parts.kind === "named" || parts.weekday !== null);
  if (!hasWords) return [];
  const chosen = choice.monthLanguage;
  if (chosen === undefined)
    return groupLanguages(
      cells.map(({ parts }) => parts),
      calendar,
    );
  const only = (await allCalendars()).filter(({ code }) => code === chosen);
  return only.length === 0 ? [] : [{ codes: [chosen], calendar: only }];
}

async function readOrders(
  cells: readonly DayCell[],
  words: { calendar: Calendar; year: number },
): Promise<OrderReading[]> {
  const readings: OrderReading[] = [];
  for (const order of DATE_ORDERS) {
    const read = remembering((parts: DayParts) => toDayNumber(toDay(parts, { order, ...words })));
    const days = await mapYielding(cells, ({ parts }) => read(parts));
    readings.push({ order, days });
  }
  return readings;
}

interface Judging {
  setting: Setting;
  cells: readonly DayCell[];
  readings: readonly OrderReading[];
  calendar: Calendar;
}

/** What stands beside the column counts only where the column itself leaves something open. */
async function judge(column: number, { setting, cells, readings, calendar }: Judging) {
  const facts: OrderFacts = {
    today: toDayNumber(setting.today) ?? 0,
    separators: cells.map(({ parts }) => (parts.kind === "named" ? null : parts.separator)),
    periods: findPeriods(setting.preamble),
    beside: null,
  };
  const own = judgeOrders(readings, facts, OWN_RULES);
  if (haveOneMeaning(own.left)) return own;
  const beside = await findBeside(column, { setting, cells, readings, calendar }, facts);
  const further = judgeOrders(own.left, { ...facts, beside }, FURTHER_RULES);
  const isShort = !YEAR_FIRST.includes(setting.currency) && cells.some(hasShortYearFirst);
  return {
    left: isShort ? withoutOldYears(further.left) : further.left,
    by: further.by ?? own.by,
  };
}

/** Where a year of two digits stands first. */
const YEAR_FIRST: readonly string[] = ["KRW", "JPY", "CNY", "TWD", "HUF", "SEK", "CAD", "ZAR"];

const hasShortYearFirst = ({ parts }: DayCell): boolean =>
  parts.kind === "numbers" && parts.separator !== "" && parts.parts[0].length < 3;

/**
 * A year of two digits stands first in few countries. Elsewhere that order is no rival while it
 * makes the rows older: `13/04/26` is of 2026, and `26/03/12` may be of 2012 or 2026.
 */
function withoutOldYears(left: readonly OrderReading[]): readonly OrderReading[] {
  const newest = Math.max(...left.map(newestIn));
  return left.filter((reading) => reading.order !== "YMD" || newestIn(reading) === newest);
}

const newestIn = ({ days }: OrderReading): number =>
  days.reduce<number>((newest, day) => Math.max(newest, day ?? newest), Number.NEGATIVE_INFINITY);

/** The days of another column of the same rows, where that one leaves no doubt. */
async function findBeside(
  column: number,
  { setting, cells, calendar }: Judging,
  facts: OrderFacts,
): Promise<readonly (number | null)[] | null> {
  const others = setting.columns.filter(({ isDate, number }) => isDate && number !== column);
  for (const { number } of others) {
    const beside = await splitColumn(
      cells.map(({ record }) => record),
      number,
    );
    const year = Number(setting.today.slice(0, 4));
    const readings = await readOrders(beside, { calendar, year });
    const separators = beside.map(() => null);
    const { left } = judgeOrders(readings, { ...facts, separators }, OWN_RULES);
    if (!haveOneMeaning(left) || isYearless(beside)) continue;
    const days = new Map(beside.map(({ record }, at) => [record, left[0]?.days[at] ?? null]));
    return cells.map(({ record }) => days.get(record) ?? null);
  }
  return null;
}

const haveOneMeaning = ([first, ...others]: readonly OrderReading[]): boolean =>
  first !== undefined &&
  others.every(({ days }) => days.every((day, at) => day === first.days[at]));

function readerFor(
  order: DateOrder,
  { cells, calendar, year }: { cells: readonly DayCell[]; calendar: Calendar; year: number },
): DayReader {
  if (!isYearless(cells)) return dayReader({ order, calendar, yearOf: () => null });
  const start = toDayNumber(`${year}-01-01`) ?? 0;
  const rows = cells.flatMap(({ record, parts }) => {
    const day = toDayNumber(toDay(parts, { order, calendar, year }));
    return day === null ? [] : [{ record, dayOfYear: day - start }];
  });
  const years = spreadYears(rows, year);
  return dayReader({ order, calendar, yearOf: ({ line }) => years.get(line) ?? year });
}
