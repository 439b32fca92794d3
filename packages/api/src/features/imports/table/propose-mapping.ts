import { defined } from "../../../common/defined";
import type { ImportMapping } from "../mapping-schema";
import type { Evidence } from "../schema";
import { type FoundAmounts, findAmounts } from "./amounts";
import { findDateColumn, findDays } from "./dates";
import { toDayNumber } from "./day-number";
import { evidenceOf } from "./evidence";
import { findRoles } from "./find-roles";
import type { FileRecord } from "./mapping";
import { findDecimalMark } from "./marks";
import { askForDate, type OpenQuestion } from "./question";
import { amountColumns } from "./read-amount";
import { type DayReader, readDay } from "./read-day";
import type { Table } from "./table-context";

/** How a table is to be read, as far as it is clear. */
export interface Proposal {
  mapping: Partial<ImportMapping>;
  days: DayReader | null;
  question: OpenQuestion | null;
  evidence: Evidence[];
}

/** Rows on which hypotheses about amounts are made, one behind the other. */
const ROWS = 400;

/**
 * How a table is to be read: the caller's word first, then what is remembered, then what the whole
 * file shows. What remains with another meaning is the one question; nothing is guessed row by row.
 */
export async function proposeMapping(table: Table): Promise<Proposal> {
  const { columns, data, known, encoding, delimiter, headerLine, context } = table;
  const dateColumn = known.dateColumn ?? findDateColumn(columns)?.number;
  const roles = await findRoles(table, dateColumn);
  const found = dateColumn === undefined ? null : await daysOf(table, dateColumn);
  const rows = rowsWithDays(data, dateColumn, found?.reader ?? null);
  const amounts = await amountsOf(table, {
    ...{ rows, taken: roles.taken },
    flow: found?.dateOrder === undefined ? 0 : flowOf(rows, dateColumn, found.reader),
  });
  const mark = await markOf(table, amounts);
  const { dateYear, statementLines } = context.choice;
  return {
    days: found?.reader ?? null,
    mapping: {
      ...{ encoding, delimiter, headerLine },
      ...defined({ dateColumn, dateOrder: found?.dateOrder, decimalMark: mark.decimalMark }),
      ...defined({ amount: amounts.amount, monthLanguage: found?.monthLanguage }),
      ...defined({ dateYear, statementLines, app: table.settled.app }),
      ...roles.mapping,
      balanceColumn: amounts.balanceColumn,
    },
    question:
      (dateColumn === undefined ? askForDate(columns, data) : null) ??
      amounts.question ??
      found?.question ??
      mark.question,
    evidence: evidenceOf({ table, found, amounts, rows: rows.length }),
  };
}

const daysOf = ({ columns, data, preamble, calendar, settled, ...table }: Table, column: number) =>
  findDays(column, {
    ...{ columns, data, preamble, calendar, choice: settled },
    currency: table.context.currency,
    today: table.context.today,
    remembered: table.remembered?.dateOrder,
  });

function rowsWithDays(
  data: readonly FileRecord[],
  column: number | undefined,
  reader: DayReader | null,
): FileRecord[] {
  const rows: FileRecord[] = [];
  for (const record of data) {
    if (rows.length === ROWS) break;
    if (column === undefined || reader === null || readDay(record, column, reader) !== null)
      rows.push(record);
  }
  return rows;
}

/** How days run through rows, where they run one way. */
function flowOf(
  rows: readonly FileRecord[],
  column: number | undefined,
  reader: DayReader,
): 1 | -1 | 0 {
  let [ups, downs, last]: [number, number, number | null] = [0, 0, null];
  for (const row of rows) {
    const day = column === undefined ? null : toDayNumber(readDay(row, column, reader));
    if (day !== null && last !== null && day > last) ups += 1;
    if (day !== null && last !== null && day < last) downs += 1;
    last = day ?? last;
  }
  return ups > 2 * downs ? 1 : downs > 2 * ups ? -1 : 0;
}

interface Rows {
  rows: readonly FileRecord[];
  taken: ReadonlySet<number>;
  flow: 1 | -1 | 0;
}

/** The caller's amounts, or those of earlier files; else what the file shows. */
async function amountsOf(table: Table, { rows, taken, flow }: Rows): Promise<FoundAmounts> {
  const { columns, known, marks, context } = table;
  const free = columns.filter(({ number }) => !taken.has(number));
  const { currency, isLiability } = context;
  const found = await findAmounts({
    ...{ columns: free, rows, isLiability, flow, reader: { currency, marks } },
    known: known.amount,
  });
  return known.balanceColumn === undefined
    ? found
    : { ...found, balanceColumn: known.balanceColumn };
}

async function markOf(table: Table, { amount, balanceColumn }: FoundAmounts) {
  const { data, marks, settled, remembered, context } = table;
  if (settled.decimalMark !== undefined)
    return { decimalMark: settled.decimalMark, question: null };
  if (amount === undefined) return { decimalMark: undefined, question: null };
  const fee = "feeColumn" in amount ? amount.feeColumn : undefined;
  const columns = [...amountColumns(amount), balanceColumn, fee];
  const found = await findDecimalMark(data, {
    columns: columns.filter((column) => column !== null && column !== undefined),
    ...{ currency: context.currency, marks, remembered: remembered?.decimalMark },
  });
  return "question" in found
    ? { decimalMark: undefined, question: found.question }
    : { decimalMark: found.decimalMark, question: null };
}
