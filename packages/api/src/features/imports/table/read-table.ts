import type { FilePart } from "../file-part";
import type { ImportMapping } from "../mapping-schema";
import type { Ambiguity, Evidence, FileLine } from "../schema";
import type { Column } from "./columns";
import { currencyMarks } from "./currency-marks";
import { decodeText } from "./decode-text";
import { explainQuestion } from "./explain";
import { findDelimiter } from "./find-delimiter";
import { describeEncoding, findEncoding } from "./find-encoding";
import { linesAround } from "./lines-around";
import type { FileRecord, TableRow } from "./mapping";
import { openTable } from "./open-table";
import { proposeMapping } from "./propose-mapping";
import { readAll } from "./read-all";
import { splitRecords } from "./records";
import { refuseMissingColumns } from "./refuse-missing-columns";
import { reopenChoice } from "./reopen-choice";
import type { Table, TableContext } from "./table-context";
import { toldDelimiter } from "./told-delimiter";

/** What a table turned out to be. */
export interface TableReading {
  mapping: Partial<ImportMapping>;
  /** At most one. */
  ambiguous: Ambiguity[];
  evidence: Evidence[];
  columns: readonly Column[];
  lines: FileLine[];
  isRemembered: boolean;
  /** Files of one form take one mapping. */
  form: string;
  /** Whether it is an export of pfn. */
  isOwn: boolean;
  /** One for each account of the file; null while something is open. */
  parts: readonly FilePart[] | null;
}

/**
 * Reads a table of delimited text: a bank's, or an export of pfn.
 *
 * @throws DomainError BAD_REQUEST or PAYLOAD_TOO_LARGE naming the field and the line
 */
export async function readTableFile(bytes: Buffer, context: TableContext): Promise<TableReading> {
  const { choice, currency } = context;
  const found = choice.encoding === undefined ? findEncoding(bytes, currency) : null;
  const encoding = choice.encoding ?? found?.encoding ?? "utf-8";
  const text = await decodeText(bytes, encoding);
  const marks = await currencyMarks(currency);
  const delimiter = choice.delimiter ?? toldDelimiter(text) ?? (await findDelimiter(text, marks));
  const records = await splitRecords(text, delimiter);
  const reading = await read(records, context, { encoding, delimiter });
  const evidence = describeEncoding(text, { encoding, others: found?.others ?? [] });
  return { ...reading, evidence: [...evidence, ...reading.evidence] };
}

/**
 * Reads a table that came with its cells, as a spreadsheet does. Typed days and numbers leave no
 * order and no decimal mark open.
 *
 * @throws DomainError BAD_REQUEST or PAYLOAD_TOO_LARGE naming the field
 */
export function readTable(rows: readonly TableRow[], context: TableContext): Promise<TableReading> {
  const records = rows
    .map(
      ({ cells, line }): FileRecord => ({
        ...{ cells: cells.map(({ text }) => text), typed: cells, line },
      }),
    )
    .filter(({ cells: texts }) => texts.some((text) => text.trim() !== ""));
  return read(records, context, { encoding: "utf-8", delimiter: "," });
}

async function read(
  records: readonly FileRecord[],
  context: TableContext,
  how: Pick<Table, "encoding" | "delimiter">,
): Promise<TableReading> {
  const table = await openTable(records, context, how);
  const proposed = await proposeMapping(table);
  refuseMissingColumns(proposed.mapping, table.columns.length);
  const first = await readAll(table, proposed);
  const { proposal, question, parts } = await reopenChoice(table, first);
  return {
    mapping: proposal.mapping,
    evidence: proposal.evidence,
    columns: table.columns,
    lines: linesAround(records, table.headerLine),
    ...{ isRemembered: table.remembered !== null, form: table.form, isOwn: table.isOwn },
    ambiguous: question === null ? [] : [await explainQuestion(question, { table, proposal })],
    parts,
  };
}
