import { finished } from "node:stream/promises";
import { CsvError, type Options, type Parser, parse } from "csv-parse";
import { refusal } from "../../../common/errors/refusal";
import { piecesOf } from "../../../common/text/pieces-of";
import { yieldIfDue } from "../../../common/yield-to-event-loop";
import { tooManyRows } from "../refusals";
import { MAX_FILE_ROWS } from "../schema";
import type { Delimiter, FileRecord } from "./mapping";
import { MAX_LINE_CHARS, refuseLongLines } from "./refuse-long-lines";
import { toldDelimiter } from "./told-delimiter";

/** No bank's table is wider. */
export const MAX_COLUMNS = 200;
/** Parsed between two looks at the clock: a character may be a cell of its own. UTF-16 units. */
const UNITS_PER_STEP = 16_384;

/**
 * Stray quotes inside a cell are kept as they are; how many cells a row has is judged row by row.
 */
export const CSV_OPTIONS = {
  relax_quotes: true,
  relax_column_count: true,
  skip_empty_lines: true,
  record_delimiter: ["\r\n", "\n", "\r"],
  max_record_size: MAX_LINE_CHARS,
} as const satisfies Options;

/** Above the rows stand the header and perhaps some words of the bank. */
const MAX_RECORDS = MAX_FILE_ROWS + 100;

/**
 * The records of a CSV text that hold anything (RFC 4180, and what banks make of it).
 *
 * @throws DomainError BAD_REQUEST naming the line (a quote never closed, too many columns, too long
 *   a line); PAYLOAD_TOO_LARGE for too many rows
 */
export async function splitRecords(
  text: string,
  delimiter: Delimiter,
  maxRecords: number = MAX_RECORDS,
): Promise<FileRecord[]> {
  await refuseLongLines(text);
  const records: FileRecord[] = [];
  const parser = parse({ ...CSV_OPTIONS, delimiter, info: true });
  parser.on("data", ({ record, info }: { record: string[]; info: { lines: number } }) => {
    const isBlank = record.every((cell) => cell.trim() === "");
    if (isBlank || (info.lines === 1 && toldDelimiter(record.join(delimiter)) !== null)) return;
    // A listener must not throw: nobody above it would catch that.
    if (record.length > MAX_COLUMNS) parser.destroy(tooManyColumns(info.lines));
    else if (records.length >= maxRecords) parser.destroy(tooManyRows());
    else records.push({ cells: record, line: info.lines });
  });
  try {
    await feed(parser, text);
  } catch (error) {
    throw error instanceof CsvError ? explain(error) : error;
  }
  return records;
}

async function feed(parser: Parser, text: string): Promise<void> {
  const done = finished(parser);
  // Heard below; until then a failure must not count as unhandled.
  done.catch(() => undefined);
  for (const piece of piecesOf(text, UNITS_PER_STEP)) {
    if (parser.destroyed) break;
    // Once the step is done, well or not: `done` says which.
    await new Promise<void>((resolve) => void parser.write(piece, () => resolve()));
    await yieldIfDue();
  }
  if (!parser.destroyed) parser.end();
  await done;
}

const tooManyColumns = (line: number) =>
  refusal(
    "BAD_REQUEST",
    "content",
    `line ${line} has more than ${MAX_COLUMNS} columns.`,
    "Send the bank's CSV file; if it is one, name its delimiter in `mapping.delimiter`.",
  );

/** Without the parser's error as cause: it quotes the file, which must not end in logs (L3). */
const explain = (error: CsvError) =>
  refusal(
    "BAD_REQUEST",
    "content",
    describe(error),
    "Correct the line, or download the file again; if the delimiter was taken wrongly, name it " +
      "in `mapping.delimiter`.",
  );

function describe(error: CsvError): string {
  const { lines } = error;
  const where = typeof lines === "number" ? `line ${lines}` : "a line";
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return `a quote that opens before ${where} is never closed.`;
  if (error.code === "CSV_MAX_RECORD_SIZE")
    return `the row that ends after ${where} is too long; a quote may be open.`;
  return `${where} is not well-formed CSV.`;
}
