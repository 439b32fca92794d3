import { currencyDigits } from "@pfn/keys/currencies";
import { cutText } from "../../../common/text/normalize-text";
import { mapYielding } from "../../../common/yield-to-event-loop";
import { DATE_ORDERS, DECIMAL_MARKS, type FileRecord } from "./mapping";
import { readDate } from "./read-date";
import { readNumber } from "./read-number";
import { HEADINGS, plain, type Role } from "./words";

/** What a column holds is judged by the first rows; how it is written, by all rows. */
const SAMPLED_ROWS = 200;
/** Code points of a cell that are read to judge its column. */
const SAMPLED_CHARS = 1_000;

/**
 * A column as its heading and its first cells show it. Shares are of the cells that hold anything.
 */
export interface Column {
  /** From 1. */
  number: number;
  /** As the header has it; null without header. */
  name: string | null;
  heading: string;
  samples: readonly string[];
  filled: readonly string[];
  isDate: boolean;
  isNumber: boolean;
  isCurrency: boolean;
  /** Written like money: with decimals or a sign. */
  isMoney: boolean;
  /** How much the cells tell: characters per cell, if no two say the same; 0 without any letter. */
  telling: number;
}

export async function describeColumns(
  header: readonly string[] | null,
  data: readonly FileRecord[],
  currency: string,
): Promise<Column[]> {
  const sampled = data.slice(0, SAMPLED_ROWS);
  const width = sampled.reduce(
    (most, { cells }) => Math.max(most, cells.length),
    header?.length ?? 0,
  );
  return mapYielding(Array.from({ length: width }), (_, index) => {
    const samples = sampled.map(({ cells }) => cutText((cells[index] ?? "").trim(), SAMPLED_CHARS));
    const filled = samples.filter((cell) => cell !== "");
    const name = header?.[index]?.trim() ?? null;
    const isDate = mostly(filled, looksLikeDate);
    const isNumber = !isDate && mostly(filled, (cell) => looksLikeNumber(cell, currency));
    return {
      number: index + 1,
      name: name === "" ? null : name,
      heading: plain(name ?? ""),
      samples,
      filled,
      isDate,
      isNumber,
      isCurrency: filled.length > 0 && filled.every((cell) => currencyDigits(cell) !== undefined),
      isMoney: isNumber && filled.some((cell) => /[.,]\d|^[-+(]|-$/.test(cell)),
      telling: howTelling(filled),
    };
  });
}

/** A heading or a cell as a question or an answer shows it. */
export const clip = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

function howTelling(cells: readonly string[]): number {
  if (!cells.some((cell) => /\p{L}/u.test(cell))) return 0;
  const chars = cells.reduce((sum, cell) => sum + cell.replace(/\s/g, "").length, 0);
  return (chars / cells.length) * (new Set(cells).size / cells.length);
}

const mostly = (cells: readonly string[], fits: (cell: string) => boolean): boolean =>
  cells.length > 0 && cells.filter(fits).length >= cells.length * 0.8;

export const looksLikeDate = (cell: string): boolean =>
  DATE_ORDERS.some((order) => readDate(cell, order) !== null);
export const looksLikeNumber = (cell: string, currency: string): boolean =>
  DECIMAL_MARKS.some((mark) => readNumber(cell, mark, currency) !== null);

/**
 * The column whose heading says that it has a role; the plainest heading wins, a word within a
 * longer one counts last.
 */
export function findByHeading(columns: readonly Column[], role: Role): Column | undefined {
  const headings: readonly string[] = HEADINGS[role];
  for (const heading of headings) {
    const found = columns.find((column) => column.heading === heading);
    if (found !== undefined) return found;
  }
  for (const heading of headings.filter((text) => text.length > 3)) {
    const found = columns.find((column) => ` ${column.heading} `.includes(` ${heading} `));
    if (found !== undefined) return found;
  }
  return undefined;
}
