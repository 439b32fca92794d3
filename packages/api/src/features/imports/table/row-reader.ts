import type { ImportMapping } from "../mapping-schema";
import type { AmountMapping } from "./amount-models";
import { usualSign } from "./amount-models";
import { findFurtherTables } from "./further-tables";
import { fitOf } from "./headings";
import type { FileRecord } from "./mapping";
import { onlyAccountOf } from "./open-table";
import type { AmountReader } from "./read-amount";
import type { DayReader } from "./read-day";
import { readMoney } from "./read-number";
import type { RowReader } from "./read-rows";
import { sampleOf } from "./sample";
import { findStatementLines, type StatementLines } from "./statement-lines";
import type { Table } from "./table-context";

interface Settled {
  mapping: ImportMapping;
  days: DayReader;
}

/** What the rows of a table are read with, once everything is settled. */
export function readerOf(table: Table, { mapping, days }: Settled): RowReader {
  const { columns, header, data, marks, isOwn, context } = table;
  const { currency } = context;
  const { decimalMark, dateColumn } = mapping;
  const money = { currency, marks, decimalMark };
  const heading = columns.find(({ number }) => number === dateColumn)?.heading ?? "";
  const widest = data.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  return {
    ...{ mapping, days, header, isOwn, ...money },
    amount: withUsualSigns(mapping.amount, { ...money, data }),
    width: header?.length ?? widest,
    dayColumns: columns.filter(({ isDate }) => isDate).map(({ number }) => number),
    hasBookingDays: fitOf(heading, "booked") > 0,
    onlyAccount: onlyAccountOf(table),
    out: new Map(),
  };
}

/** Two columns whose usual signs nobody settled take those that most of their cells have. */
export function withUsualSigns(
  amount: AmountMapping,
  { data, ...money }: Omit<AmountReader, "amount"> & { data: readonly FileRecord[] },
): AmountMapping {
  if (!("outColumn" in amount)) return amount;
  const usualIn = (column: number) => {
    const read = sampleOf(data).map((record) => readMoney(record, column, money));
    const minors = read.map((cell) => (typeof cell === "string" ? 0n : cell.minor));
    const [negatives, positives] = [
      minors.filter((minor) => minor < 0n).length,
      minors.filter((minor) => minor > 0n).length,
    ];
    return usualSign({ negatives, positives });
  };
  const { outSign = usualIn(amount.outColumn), inSign = usualIn(amount.inColumn) } = amount;
  return { ...amount, outSign, inSign };
}

/** The lines that are no transactions: those that the caller named, else those that show it. */
export async function findOutLines(table: Table, reader: RowReader): Promise<StatementLines> {
  const { mapping } = reader;
  const named = mapping.statementLines;
  if (named !== undefined)
    return {
      out: new Map(named.map((line) => [line, "You said that it is no transaction."])),
      question: null,
    };
  if (table.isOwn) return { out: new Map(), question: null };
  const further = findFurtherTables(table, reader);
  const data = table.data.filter(({ line }) => !further.has(line));
  const { out, question } = await findStatementLines(data, {
    ...reader,
    dateColumn: mapping.dateColumn,
    balanceColumn: mapping.balanceColumn,
    textColumns: [mapping.payeeColumn, mapping.noteColumn].filter((column) => column !== null),
    allTextColumns: table.columns
      .filter(({ isDate, isNumber }) => !isDate && !isNumber)
      .map(({ number }) => number),
  });
  return { out: new Map([...further, ...out]), question };
}
