import { DAY_MS } from "../../../../common/time/lengths";
import { tooManyRows } from "../../refusals";
import { MAX_FILE_ROWS } from "../../schema";
import type { TableCell, TableRow } from "../../table/mapping";
import { MAX_COLUMNS } from "../../table/records";
import { readDay } from "../read-day";
import { workbookTooLarge } from "../refusals";
import { readXmlOrNothing, unescapeUnits } from "./read-strings";

/** Above the rows stand the header and perhaps some words of the bank. */
const MAX_ROWS = MAX_FILE_ROWS + 100;
const MAX_TEXT_CHARS = 4_096;

interface Workbook {
  strings: readonly string[];
  isDay: (style: number) => boolean;
  isSince1904: boolean;
}

/** The cell that is being read. */
interface OpenCell {
  /** From 1. */
  column: number;
  type: string;
  style: number;
  text: string;
}

/** The rows of a sheet that hold anything, as wide as their last cell. */
export async function readSheet(
  pieces: AsyncIterable<string>,
  workbook: Workbook,
): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  let [line, column, isText]: [number, number, boolean] = [0, 0, false];
  let cells: TableCell[] = [];
  let cell: OpenCell | null = null;
  await readXmlOrNothing(pieces, {
    open: (name, { r = "", t = "n", s = "" }) => {
      if (name === "row") [line, column, cells] = [Number(r) || line + 1, 0, []];
      if (name === "c") {
        column = columnOf(r) ?? column + 1;
        if (column > MAX_COLUMNS) throw workbookTooLarge(`has more than ${MAX_COLUMNS} columns`);
        cell = { column, type: t, style: Number(s), text: "" };
      }
      isText = name === "v" || name === "t";
    },
    text: (part) => {
      if (cell !== null && isText && cell.text.length < MAX_TEXT_CHARS)
        cell.text += part.slice(0, MAX_TEXT_CHARS);
    },
    close: (name) => {
      isText = false;
      if (name === "c" && cell !== null) {
        const read = readCell(cell, workbook);
        if (read.text !== "") put(cells, cell.column, read);
        cell = null;
      }
      if (name !== "row" || cells.length === 0) return;
      if (rows.length === MAX_ROWS) throw tooManyRows();
      rows.push({ cells, line });
      cells = [];
    },
  });
  return rows;
}

const EMPTY: TableCell = { text: "" };

/** Cells between two that are filled are empty ones. */
function put(cells: TableCell[], column: number, cell: TableCell): void {
  while (cells.length < column - 1) cells.push(EMPTY);
  cells[column - 1] = cell;
}

/** The column of a reference such as "AB12"; null for none. */
function columnOf(reference: string): number | null {
  const [, letters] = /^([A-Z]{1,3})\d/.exec(reference) ?? [];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function readCell({ type, style, text }: OpenCell, workbook: Workbook): TableCell {
  if (type === "s") return { text: (workbook.strings[Number(text)] ?? "").trim() };
  if (type === "b") return { text: text === "1" ? "TRUE" : "FALSE" };
  // What a formula failed with is no value.
  if (type === "e") return EMPTY;
  const written = type === "d" ? readDay(text) : null;
  if (written !== null) return { text: written, day: written };
  if (type !== "n") return { text: unescapeUnits(text).trim() };
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return { text: text.trim() };
  const day = workbook.isDay(style) ? toDay(value, workbook.isSince1904) : null;
  if (day !== null) return { text: day, day };
  // A spreadsheet computes with binary fractions; fifteen digits are what it shows.
  const number = String(Number(value.toPrecision(15)));
  return { text: number, number };
}

/** Excel counts the days from 1900 and takes that year for a leap year. */
function toDay(serial: number, isSince1904: boolean): string | null {
  const days = Math.floor(serial) + (isSince1904 ? 1_462 : 0);
  if (days < 1 || days > LAST_DAY) return null;
  const day = new Date(DAY_ZERO + (days < 60 ? days + 1 : days) * DAY_MS);
  return day.toISOString().slice(0, 10);
}

const DAY_ZERO = Date.UTC(1899, 11, 30);

/** The end of the year 2200. */
const LAST_DAY = 109_938;
