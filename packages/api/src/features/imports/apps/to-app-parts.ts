import { mapYielding } from "../../../common/yield-to-event-loop";
import type { FilePart, OtherLine } from "../file-part";
import { tooManyRows } from "../refusals";
import { MAX_FILE_ROWS } from "../schema";
import { readAmount } from "../table/read-amount";
import { readDay } from "../table/read-day";
import { readMoney } from "../table/read-number";
import { otherLine, type RowReader } from "../table/read-rows";
import type { Table } from "../table/table-context";
import { type AppRow, cellReader, type ReadMinor } from "./app";
import type { FoundApp } from "./find-app";
import type { Posting } from "./posting";
import { noAccounts } from "./refusals";

/**
 * The accounts of another program's export, one part for each that its lines name, and for each
 * currency of it.
 *
 * @throws DomainError BAD_REQUEST when no line names an account; PAYLOAD_TOO_LARGE when its lines
 *   are more rows than a file may have
 */
export async function toAppParts(
  { data, preamble }: Table,
  reader: RowReader,
  { app, find }: FoundApp,
): Promise<FilePart[]> {
  const { mapping, days } = reader;
  const rows = await mapYielding(
    data,
    (record): AppRow => ({
      ...{ record, line: record.line, cell: cellReader(record, find) },
      date: readDay(record, mapping.dateColumn, days),
      amount: readAmount(record, reader),
    }),
  );
  const readMinor: ReadMinor = ({ record }, heading) => {
    const column = find(heading);
    const read = column === null ? "empty" : readMoney(record, column, reader);
    return typeof read === "string" ? null : read.minor;
  };
  const { postings, others } = await app.read(rows, readMinor);
  if (postings.length > MAX_FILE_ROWS) throw tooManyRows();
  const records = new Map(data.map((record) => [record.line, record]));
  const unnamed = postings.filter(({ account }) => account === "");
  const otherLines: OtherLine[] = [
    ...preamble.map((record) => otherLine(record, "Stands above the rows.")),
    ...others,
    ...unnamed.map(({ row: { line } }) =>
      otherLine(records.get(line) ?? { cells: [], line }, "Names no account."),
    ),
  ];
  const parts = divide(postings.filter(({ account }) => account !== ""));
  if (parts.length === 0) throw noAccounts(app.name);
  return parts.map((part, at) => ({ ...part, otherLines: at === 0 ? otherLines : [] }));
}

function divide(postings: readonly Posting[]): FilePart[] {
  const parts = new Map<string, FilePart & { rows: Posting["row"][] }>();
  for (const { account, currency, row } of postings) {
    const key = JSON.stringify([account, currency]);
    const part = parts.get(key) ?? {
      ...{ ref: account, kind: null, currency, rows: [], otherLines: [] },
      ...{ opening: null, closing: null, joins: true },
    };
    part.rows.push(row);
    parts.set(key, part);
  }
  return [...parts.values()];
}
