import { noRows } from "../refusals";
import type { MappingChoice } from "../schema";
import { MAX_FILE_ROWS } from "../schema";
import { decodeText, sniffEncoding } from "./decode-text";
import { findHeaderLine } from "./find-header";
import type { Delimiter, Encoding, FileRecord } from "./mapping";
import { readRecords } from "./read-records";
import { sniffDelimiter } from "./sniff-delimiter";

/** A file's records, and what was needed to tell them apart. */
export interface CsvFile {
  encoding: Encoding;
  delimiter: Delimiter;
  /** Number of the header among the records; 0 = none. */
  headerLine: number;
  records: FileRecord[];
}

/** @throws DomainError BAD_REQUEST or PAYLOAD_TOO_LARGE naming the line */
export async function readFile(
  bytes: Buffer,
  choice: MappingChoice,
  currency: string,
): Promise<CsvFile> {
  const encoding = choice.encoding ?? sniffEncoding(bytes);
  const text = await decodeText(bytes, encoding);
  const delimiter = choice.delimiter ?? (await sniffDelimiter(text, currency));
  // Above the rows stand the header and perhaps some words of the bank.
  const records = await readRecords(text, { delimiter, maxRecords: MAX_FILE_ROWS + 100 });
  const headerLine = choice.headerLine ?? findHeaderLine(records, currency);
  if (records.length <= headerLine) throw noRows();
  return { encoding, delimiter, headerLine, records };
}
