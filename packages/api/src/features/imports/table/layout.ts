import { mapYielding } from "../../../common/yield-to-event-loop";
import type { Calendar } from "./calendar-words";
import type { CurrencyMarks } from "./currency-marks";
import type { FileRecord } from "./mapping";
import { looksLikeDay } from "./read-day";
import { looksLikeNumber } from "./read-number";
import { sampleOf } from "./sample";
import { splitDay } from "./split-day";

/** A bank's own words above the rows are no longer than this. Records. */
const MAX_PREAMBLE = 100;

/** What a cell can be: digits alone may be a day and a number. */
type CellKind = "day" | "bare" | "number" | "empty" | "text";

/** Where a table's rows are. */
export interface Layout {
  /** Number of the header among the records; 0 = none. */
  headerLine: number;
  /** The column that most days stand in, from 1; null where no row has a day and a number. */
  dayColumn: number | null;
  /** Of the records that were looked at: how many have a day and a number, and as many cells. */
  rows: number;
  evenRows: number;
  width: number;
}

interface Words {
  marks: CurrencyMarks;
  calendar: Calendar;
}

/**
 * Where the rows of a table begin: those that hold a day in the column that has most of them, and a
 * number in a column that has numbers beside days. The header is the nearest record above them that
 * has neither. Preambles with days fall away by themselves.
 */
export async function findLayout(records: readonly FileRecord[], words: Words): Promise<Layout> {
  const sampled = sampleOf(records.map((record, at) => ({ record, at })));
  const looked = await mapYielding(sampled, ({ record, at }) => ({
    at,
    width: record.cells.length,
    kinds: record.cells.map((cell, index) => kindOf(cell, record.typed?.[index], words)),
  }));
  const dayColumn = mostDays(looked);
  const rows = dayColumn === null ? [] : rowsOf(looked, dayColumn);
  const widths = new Map<number, number>();
  for (const { width } of rows) widths.set(width, (widths.get(width) ?? 0) + 1);
  const [width = 0, evenRows = 0] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? [];
  return {
    headerLine: headerAbove(looked, records, rows[0]?.at ?? null),
    dayColumn: dayColumn === null || rows.length === 0 ? null : dayColumn + 1,
    rows: rows.length,
    evenRows,
    width,
  };
}

/** Records with a day, and with a number where such records have numbers: not only one of them. */
function rowsOf(looked: readonly Looked[], dayColumn: number): Looked[] {
  const dated = looked.filter(({ kinds }) => isDay(kinds[dayColumn]));
  const isNumber = (kind: CellKind) => kind === "number" || kind === "bare";
  const counts = countBy(dated, isNumber);
  const hasNumber = ({ kinds }: Looked) =>
    kinds.some(
      (kind, at) => at !== dayColumn && isNumber(kind) && (counts[at] ?? 0) >= dated.length * OFTEN,
    );
  return dated.filter(hasNumber);
}

/** A column has numbers when as many of its cells do: few banks have as few arrivals. */
const OFTEN = 0.2;

interface Looked {
  at: number;
  width: number;
  kinds: readonly CellKind[];
}

const isDay = (kind: CellKind | undefined) => kind === "day" || kind === "bare";

function kindOf(
  cell: string,
  typed: { day?: string; number?: string } | undefined,
  { marks, calendar }: Words,
): CellKind {
  if (typed?.day !== undefined) return "day";
  if (typed?.number !== undefined) return "number";
  const text = cell.trim();
  if (text === "") return "empty";
  const isNumber = looksLikeNumber(text, marks);
  if (!looksLikeDay(text, calendar)) return isNumber ? "number" : "text";
  return isNumber && splitDay(text)?.isBare === true ? "bare" : "day";
}

/**
 * The column with the most days. Digits alone count only where a column is full of them and no
 * other one has days. From 0.
 */
function mostDays(looked: readonly Looked[]): number | null {
  const days = countBy(looked, (kind) => kind === "day");
  const sure = highest(days);
  if (sure !== null) return sure;
  const bare = countBy(looked, (kind) => kind === "bare");
  const filled = countBy(looked, (kind) => kind === "text" || kind === "number");
  return highest(bare.map((count, at) => (count > (filled[at] ?? 0) ? count : 0)));
}

function countBy(looked: readonly Looked[], counts: (kind: CellKind) => boolean): number[] {
  const found: number[] = [];
  for (const { kinds } of looked)
    for (const [at, kind] of kinds.entries()) found[at] = (found[at] ?? 0) + (counts(kind) ? 1 : 0);
  return found;
}

function highest(counts: readonly number[]): number | null {
  let best: number | null = null;
  for (const [at, count] of counts.entries())
    if (count > 0 && count > (best === null ? 0 : (counts[best] ?? 0))) best = at;
  return best;
}

/**
 * The header holds neither days nor amounts, and at least two words. Without rows the first record
 * is taken for it.
 */
function headerAbove(
  looked: readonly Looked[],
  records: readonly FileRecord[],
  firstRow: number | null,
): number {
  const isHeading = ({ kinds }: Looked) =>
    kinds.filter((kind) => kind !== "empty").length >= 2 &&
    kinds.every((kind) => kind === "text" || kind === "empty");
  const hasWords = ({ at }: Looked) =>
    (records[at]?.cells.filter((cell) => /[\p{L}\p{N}]/u.test(cell)).length ?? 0) >= 2;
  const above = looked.filter(({ at }) => at < Math.min(firstRow ?? 1, MAX_PREAMBLE));
  const header = above.findLast((one) => isHeading(one) && hasWords(one));
  return header === undefined ? 0 : header.at + 1;
}
