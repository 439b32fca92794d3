import { cleanLine } from "../../../../common/text/text";
import { mapYielding } from "../../../../common/yield-to-event-loop";
import type { OtherLine } from "../../file-part";
import type { TableRow } from "../../table/mapping";
import { badWorkbook } from "../refusals";
import { readSheet } from "./read-sheet";
import { readStrings } from "./read-strings";
import { readStyles } from "./read-styles";
import { readWorkbook } from "./read-workbook";
import { type OpenZip, readDirectory, readEntry } from "./read-zip";
import { restoreDays } from "./restore-days";

/** The table of a workbook, and its other sheets that hold transactions. */
interface ReadWorkbook {
  rows: TableRow[];
  otherLines: OtherLine[];
}

/** Characters of a sheet's name; Excel allows 31. */
const MAX_NAME_CHARS = 40;

/**
 * The rows of the sheet of a workbook that holds the most transactions, with cells that know what
 * they are (ECMA-376): rows that have a day and a number. Where no sheet has any, the first that
 * holds anything counts.
 *
 * @throws DomainError BAD_REQUEST for a damaged or protected workbook; PAYLOAD_TOO_LARGE
 */
export async function readXlsx(bytes: Buffer): Promise<ReadWorkbook> {
  const zip: OpenZip = { bytes, entries: readDirectory(bytes), unfoldedBytes: 0 };
  const { sheets, isSince1904 } = await readWorkbook(zip);
  if (sheets.length === 0) throw badWorkbook();
  const strings = await readStrings(readEntry(zip, "xl/sharedStrings.xml"));
  const isDay = await readStyles(readEntry(zip, "xl/styles.xml"));
  let table: { rows: TableRow[]; count: number } = { rows: [], count: 0 };
  const found: { other: OtherLine; rows: TableRow[] }[] = [];
  for (const { name, file } of sheets) {
    const rows = await readSheet(readEntry(zip, file), { strings, isDay, isSince1904 });
    const count = (await mapYielding(rows, isTransaction)).filter(Boolean).length;
    if (count > 0) found.push({ other: toOther(name, count), rows });
    if (count > table.count || table.rows.length === 0) table = { rows, count };
  }
  const others = found.filter(({ rows }) => rows !== table.rows).map(({ other }) => other);
  const { rows, otherLines } = await restoreDays(table.rows);
  return { rows, otherLines: [...others, ...otherLines] };
}

const toOther = (name: string, count: number): OtherLine => ({
  line: 1,
  text: cleanLine(name, MAX_NAME_CHARS),
  why:
    `Is another sheet, with ${count} ${count === 1 ? "row" : "rows"} of a day and a number. Save ` +
    "it as a file of its own to import it.",
});

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
