import { defined } from "../../../common/defined";
import type { ImportMapping, MappingChoice } from "../mapping-schema";
import type { Evidence } from "../schema";
import { type FoundAmounts, findAmounts } from "./amounts";
import { findDateColumn, findDays } from "./dates";
import { toDayNumber } from "./day-number";
import { evidenceOf } from "./evidence";
import { findRoles } from "./find-roles";
import type { FileRecord } from "./mapping";
import { findDecimalMark } from "./marks";
import { ownAccountRows } from "./own-account-rows";
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
export const ROWS = 400;

/**
 * How a table is to be read: the caller's word first, then what is remembered, then what the whole
 * file shows. What remains with another meaning is the one question; nothing is guessed row by row.
 * With `around`, hypotheses about amounts are made on the rows around that line, and what is
 * remembered of amounts does not count.
 */
export async function proposeMapping(table: Table, around?: number): Promise<Proposal> {
  const { columns, known, encoding, delimiter, headerLine, context } = table;
  const dateColumn = known.dateColumn ?? findDateColumn(columns)?.number;
  const roles = await findRoles(table, dateColumn);
  const found = dateColumn === undefined ? null : await daysOf(table, dateColumn);
  const own = await ownAccountRows(table, roles.mapping);
  const data = around === undefined ? own : rowsAround(own, around);
  const rows = rowsWithDays(data, dateColumn, found?.reader ?? null);
  const amounts = await amountsOf(table, {
    ...{ rows, taken: roles.taken, known: around === undefined ? known : table.settled },
    flow: found?.dateOrder === undefined ? 0 : flowOf(rows, dateColumn, found.reader),
  });
  const mark = await markOf(table, amounts);
  const { dateYear, statementLines } = context.choice;
  const { balanceColumn } = amounts;
  const taken = { dateColumn, ...roles.mapping, balanceColumn };
  return {
    days: found?.reader ?? null,
    mapping: {
      ...{ encoding, delimiter, headerLine },
      ...defined({ dateColumn, dateOrder: found?.dateOrder, decimalMark: mark.decimalMark }),
      ...defined({ amount: amounts.amount, monthLanguage: found?.monthLanguage }),
      ...defined({ dateYear, statementLines, app: table.settled.app }),
      ...roles.mapping,
      balanceColumn,
    },
    question:
      (dateColumn === undefined ? askForDate(columns, table.data) : null) ??
      amounts.question ??
      found?.question ??
      mark.question,
    evidence: evidenceOf({ table, found, amounts, mark, rows: rows.length, columns: taken }),
  };
}

const daysOf = ({ columns, data, preamble, calendar, settled, ...table }: Table, column: number) =>
  findDays(column, {
    ...{ columns, data, preamble, calendar, choice: settled },
    currency: table.context.currency,
    today: table.context.today,
    remembered: table.remembered?.dateOrder,
  });

function rowsAround(data: readonly FileRecord[], line: number): readonly FileRecord[] {
  const at = data.findIndex((record) => record.line >= line);
  const from = Math.max(0, Math.min(at - ROWS / 2, data.length - ROWS));
  return data.slice(from, from + ROWS);
}

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
  known: MappingChoice;
  flow: 1 | -1 | 0;
}

/** The caller's amounts, or those of earlier files; else what the file shows. */
async function amountsOf(
  { columns, marks, context }: Table,
  { rows, taken, known, flow }: Rows,
): Promise<FoundAmounts> {
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
  const nothing = { decimalMark: settled.decimalMark, question: null, agrees: 0, of: 0 };
  if (settled.decimalMark !== undefined || amount === undefined) return nothing;
  const fee = "feeColumn" in amount ? amount.feeColumn : undefined;
  const own = [...amountColumns(amount), ...(fee === undefined ? [] : [fee])];
  const reader = { currency: context.currency, marks, remembered: remembered?.decimalMark };
  const found = await findDecimalMark(data, { ...reader, columns: own });
  // Where the amounts leave it open, the balances may tell.
  const isOpen = "question" in found && balanceColumn !== null;
  const beside = [...own, ...(balanceColumn === null ? [] : [balanceColumn])];
  const told = isOpen ? await findDecimalMark(data, { ...reader, columns: beside }) : found;
  return { ...nothing, ...told };
}
