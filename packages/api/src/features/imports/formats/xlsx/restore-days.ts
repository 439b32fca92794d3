import { DAY_MS } from "../../../../common/time/lengths";
import { yieldIfDue } from "../../../../common/yield-to-event-loop";
import type { OtherLine } from "../../file-part";
import type { TableCell, TableRow } from "../../table/mapping";
import { fullYear, toDay } from "../read-day";

/** One column's cells that are days, in the order of the rows. */
interface DayColumn {
  cells: { row: TableRow; asWritten: string; turned: string | null; isTyped: boolean }[];
  /** Texts whose first, and whose second number can only be a day of the month. */
  first: number;
  second: number;
}

const TEXT = /^\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:\s|$)/;
const MOST_MONTHS = 12;

/**
 * Undoes what Excel does to a bank's CSV file that it opens in another country: a day such as
 * 03/04/2026 becomes the 4th of March where the bank meant the 3rd of April, and 13/04/2026 stays a
 * text. A column has that sign when no typed day is beyond the 12th, every text is, and the days
 * lie nearer to each other when the typed ones are turned.
 *
 * @returns what was turned, one line for each column
 */
export async function restoreDays(rows: readonly TableRow[]): Promise<{
  rows: TableRow[];
  otherLines: OtherLine[];
}> {
  const columns = new Map<number, DayColumn>();
  for (const row of rows) {
    for (const [at, cell] of row.cells.entries()) addDay(columns, at, { row, cell });
    await yieldIfDue();
  }
  const turned = [...columns].filter(([, column]) => isTurned(column));
  const days = new Map<TableRow, TableRow>();
  for (const [at, { cells }] of turned)
    for (const { row, turned: day } of cells.filter(({ isTyped }) => isTyped)) {
      const known = days.get(row) ?? row;
      const change = (cell: TableCell, place: number) =>
        place === at && day !== null ? { text: day, day } : cell;
      days.set(row, { ...row, cells: known.cells.map(change) });
    }
  return {
    rows: rows.map((row) => days.get(row) ?? row),
    otherLines: turned.flatMap(([, { cells }]) => toOther(cells.find(({ isTyped }) => isTyped))),
  };
}

function addDay(
  columns: Map<number, DayColumn>,
  at: number,
  { row, cell }: { row: TableRow; cell: TableCell },
): void {
  const [, one = "", , two = "", year = ""] =
    cell.day === undefined ? (TEXT.exec(cell.text.slice(0, 20)) ?? []) : [];
  if (cell.day === undefined && one === "") return;
  const column = columns.get(at) ?? { cells: [], first: 0, second: 0 };
  columns.set(at, column);
  if (cell.day !== undefined) {
    const [typedYear, month, day] = cell.day.split("-").map(Number);
    const turned = toDay(typedYear ?? 0, day ?? 0, month ?? 0);
    column.cells.push({ row, asWritten: cell.day, turned, isTyped: true });
    return;
  }
  const [first, second] = [Number(one), Number(two)];
  const isFirst = first > MOST_MONTHS;
  column.first += Number(isFirst);
  column.second += Number(second > MOST_MONTHS);
  const full = year.length === 2 ? fullYear(Number(year)) : Number(year);
  const day = isFirst ? toDay(full, second, first) : toDay(full, first, second);
  if (day !== null) column.cells.push({ row, asWritten: day, turned: day, isTyped: false });
}

function isTurned({ cells, first, second }: DayColumn): boolean {
  const texts = cells.filter(({ isTyped }) => !isTyped).length;
  const isOneOrder = texts > 0 && texts < cells.length && Math.max(first, second) === texts;
  if (!isOneOrder || Math.min(first, second) > 0) return false;
  const turned = cells.map((cell) => cell.turned);
  if (turned.includes(null)) return false;
  return wayOf(turned) < wayOf(cells.map(({ asWritten }) => asWritten));
}

/** Days between neighbours, added up. */
function wayOf(days: readonly (string | null)[]): number {
  const numbers = days.map((day) => Date.parse(day ?? "") / DAY_MS);
  return numbers.reduce((sum, day, at) => sum + Math.abs(day - (numbers[at - 1] ?? day)), 0);
}

const toOther = (cell: DayColumn["cells"][number] | undefined): OtherLine[] =>
  cell === undefined
    ? []
    : [
        {
          line: cell.row.line,
          text: cell.asWritten,
          why: "Excel took the day for the month, as texts of this column show: they are swapped.",
        },
      ];
