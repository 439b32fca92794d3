import { parse } from "csv-parse/sync";
import { mapYielding, yieldIfDue } from "../../../common/yield-to-event-loop";
import { DATE_ORDERS, DECIMAL_MARKS, DELIMITERS, type Delimiter } from "./mapping";
import { readDate } from "./read-date";
import { readNumber } from "./read-number";
import { CSV_OPTIONS, MAX_COLUMNS } from "./read-records";

/** How much of a file tells its delimiter. */
const SNIFFED_LINES = 60;
const SNIFFED_CHARS = 65_536;

/**
 * The delimiter under which most lines hold both a date and an amount; among equals the one whose
 * lines agree best on their number of cells, then the one that gives more of them.
 */
export async function sniffDelimiter(text: string, currency: string): Promise<Delimiter> {
  const head = text
    .slice(0, SNIFFED_CHARS)
    .split(/\r\n?|\n/, SNIFFED_LINES)
    .join("\n");
  const rated: { delimiter: Delimiter; marks: readonly number[] }[] = [];
  for (const delimiter of DELIMITERS) {
    await yieldIfDue();
    rated.push({ delimiter, marks: await rate(head, delimiter, currency) });
  }
  const [best] = rated.sort((a, b) => compare(b.marks, a.marks));
  return best?.delimiter ?? ",";
}

async function rate(
  head: string,
  delimiter: Delimiter,
  currency: string,
): Promise<readonly number[]> {
  const records = readLoosely(head, delimiter);
  const widths = new Map<number, number>();
  for (const { length } of records) widths.set(length, (widths.get(length) ?? 0) + 1);
  const [width = 0, agreeing = 0] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? [];
  const telling = await mapYielding(records, (cells) => {
    const read = cells.slice(0, MAX_COLUMNS);
    return read.some(isDate) && read.some((cell) => isAmount(cell, currency));
  });
  return [telling.filter(Boolean).length, width > 1 ? agreeing : 0, width];
}

/** A line that cannot be read under one delimiter says only that it is not the one. */
function readLoosely(head: string, delimiter: Delimiter): string[][] {
  try {
    return parse(head, {
      ...CSV_OPTIONS,
      delimiter,
      quote: head.split('"').length % 2 === 1 ? '"' : null,
    });
  } catch {
    return [];
  }
}

const isDate = (cell: string) => DATE_ORDERS.some((order) => readDate(cell, order) !== null);
const isAmount = (cell: string, currency: string) =>
  !isDate(cell) && DECIMAL_MARKS.some((mark) => readNumber(cell, mark, currency) !== null);

const compare = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((mark, index) => mark !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};
