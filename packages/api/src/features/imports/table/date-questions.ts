import { DAY_MS } from "../../../common/time/lengths";
import { clip } from "./columns";
import type { DayCell } from "./day-cell";
import type { DateOrder } from "./mapping";
import type { LanguageGroup } from "./month-languages";
import type { OrderReading } from "./order-rules";
import { type OpenQuestion, SHOWN_RECORDS } from "./question";
import { toDay } from "./read-day";

const NAMES = {
  YMD: "Year, month, day.",
  DMY: "Day, month, year.",
  MDY: "Month, day, year.",
} as const satisfies Record<DateOrder, string>;

/** Asks once for the whole file, by the first days that differ. */
export function askForOrder(
  left: readonly OrderReading[],
  cells: readonly DayCell[],
): OpenQuestion {
  const [first, ...others] = left;
  const differing = cells
    .map((cell, at) => ({ cell, at }))
    .filter(({ at }) => others.some(({ days }) => days[at] !== first?.days[at]));
  const shown = differing[0];
  return {
    field: "dateOrder",
    question:
      shown === undefined
        ? "In which order are the dates written?"
        : `Which day is ${clip(shown.cell.text)}?`,
    options: left.map(({ order, days }) => ({
      value: order,
      means: toIso(shown === undefined ? null : days[shown.at]) ?? NAMES[order],
    })),
    records: differing.slice(0, SHOWN_RECORDS).map(({ cell }) => cell.record),
  };
}

const toIso = (day: number | null | undefined): string | null =>
  day === null || day === undefined ? null : new Date(day * DAY_MS).toISOString().slice(0, 10);

/** A file without years is of this year or of one of the last. */
const YEARS_BACK = 4;

export function askForYear(cells: readonly DayCell[], today: string): OpenQuestion {
  const last = cells.at(-1);
  const thisYear = Number(today.slice(0, 4));
  return {
    field: "dateYear",
    question: `Which year is ${clip(last?.text ?? "")}, the last line?`,
    options: Array.from({ length: YEARS_BACK + 1 }, (_, back) => ({
      value: thisYear - back,
      means: `${thisYear - back}.`,
    })),
    records: cells.slice(-SHOWN_RECORDS).map(({ record }) => record),
  };
}

/** Asks for the language of the months, where languages differ on a word. */
export function askForLanguage(
  groups: readonly LanguageGroup[],
  cells: readonly DayCell[],
): OpenQuestion {
  const dayIn = ({ calendar }: LanguageGroup, { parts }: DayCell) =>
    toDay(parts, { order: "DMY", calendar, year: 2024 });
  const [first, ...others] = groups;
  const differing = cells.filter((cell) =>
    others.some((group) => first !== undefined && dayIn(group, cell) !== dayIn(first, cell)),
  );
  const shown = differing[0];
  return {
    field: "monthLanguage",
    question: `Which month is meant by ${clip(shown?.text ?? "")}?`,
    options: groups.map((group) => ({
      value: group.codes[0],
      means: `${shown === undefined ? "" : dayIn(group, shown)}, as in ${namesOf(group)}.`,
    })),
    records: differing.slice(0, SHOWN_RECORDS).map(({ record }) => record),
  };
}

const LANGUAGE_NAMES = new Intl.DisplayNames("en", { type: "language" });
const namesOf = ({ codes }: LanguageGroup): string =>
  codes
    .slice(0, 3)
    .map((code) => LANGUAGE_NAMES.of(code) ?? code)
    .join(" or ");
