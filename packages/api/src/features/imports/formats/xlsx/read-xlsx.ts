import { yieldIfDue } from "../../../../common/yield-to-event-loop";
import type { TableRow } from "../../table/mapping";
import { badWorkbook } from "../refusals";
import { readSheet } from "./read-sheet";
import { readStrings } from "./read-strings";
import { readStyles } from "./read-styles";
import { readWorkbook } from "./read-workbook";
import { type OpenZip, readDirectory, readEntry } from "./read-zip";

/**
 * The rows of a workbook's first sheet that holds transactions, with cells that know what they are
 * (ECMA-376). A sheet without any row that has a day and a number is passed over; when every sheet
 * is such a one, the first that holds anything counts.
 *
 * @throws DomainError BAD_REQUEST for a damaged or protected workbook; PAYLOAD_TOO_LARGE
 */
export async function readXlsx(bytes: Buffer): Promise<TableRow[]> {
  const zip: OpenZip = { bytes, entries: readDirectory(bytes), unfoldedBytes: 0 };
  const { sheets, isSince1904 } = await readWorkbook(zip);
  if (sheets.length === 0) throw badWorkbook();
  const strings = await readStrings(readEntry(zip, "xl/sharedStrings.xml"));
  const isDay = await readStyles(readEntry(zip, "xl/styles.xml"));
  let first: TableRow[] = [];
  for (const name of sheets) {
    const rows = await readSheet(readEntry(zip, name), { strings, isDay, isSince1904 });
    for (const row of rows) {
      if (isTransaction(row)) return rows;
      await yieldIfDue();
    }
    if (first.length === 0) first = rows;
  }
  return first;
}

/** Whether a row may be a transaction: one cell may be a day, and another an amount. */
function isTransaction({ cells }: TableRow): boolean {
  const days = cells.filter(({ text, day }) => day !== undefined || DAY.test(text.slice(0, 60)));
  const numbers = cells.filter(
    ({ text, day, number }) =>
      number !== undefined || (day === undefined && NUMBER.test(text.slice(0, 60))),
  );
  return days.length > 0 && numbers.some((cell) => !days.includes(cell) || days.length > 1);
}

/** Day, month and year in any order, the month perhaps as a word. */
const DAY = /^\s*\d{1,4}[-/.,\s年]{1,2}[\p{L}\d]{1,12}\.?[-/.,\s月]{1,2}\d{1,4}/u;
const NUMBER = /^[^\d\p{L}]{0,6}\d[\d.,'\s]*[^\d\p{L}]{0,4}\p{L}{0,3}$/u;
