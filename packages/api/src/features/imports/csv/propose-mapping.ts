import { defined } from "../../../common/defined";
import { yieldIfDue } from "../../../common/yield-to-event-loop";
import type { Ambiguity, ImportMapping, MappingChoice } from "../schema";
import { type Column, clip, describeColumns, findByHeading } from "./columns";
import { findAmount } from "./find-amount";
import { findDateColumn, findDateOrder } from "./find-date";
import { findDecimalMark } from "./find-decimal-mark";
import type { Delimiter, Encoding, FileRecord } from "./mapping";

interface Setting {
  encoding: Encoding;
  delimiter: Delimiter;
  headerLine: number;
  /** What the caller settled. */
  choice: MappingChoice;
  /** What was settled for the account's last file of this form. */
  remembered: ImportMapping | null;
  account: { currency: string; isLiability: boolean };
}

export interface Proposal {
  mapping: Partial<ImportMapping>;
  ambiguous: Ambiguity[];
  columns: Column[];
}

/**
 * How a file is to be read: the caller's word first, then what is remembered, then what the file
 * itself shows. What none of them settles is named for the caller; nothing is guessed row by row.
 */
export async function proposeMapping(
  records: readonly FileRecord[],
  setting: Setting,
): Promise<Proposal> {
  const { encoding, delimiter, headerLine, choice, remembered, account } = setting;
  const data = records.slice(headerLine);
  const header = headerLine === 0 ? null : (records[headerLine - 1]?.cells ?? null);
  const columns = await describeColumns(header, data, account.currency);
  const known: MappingChoice = { ...remembered, ...choice };
  const ambiguous: Ambiguity[] = [];
  const cellsOf = (numbers: readonly number[]) =>
    data
      .flatMap(({ cells }) => numbers.map((number) => (cells[number - 1] ?? "").trim()))
      .filter((cell) => cell !== "");

  const dateColumn = known.dateColumn ?? findDateColumn(columns)?.number;
  if (dateColumn === undefined) ambiguous.push(askForDate(columns));
  const found = await findColumns(columns, { ...known, dateColumn }, { data, account });
  ambiguous.push(...found.ambiguous);
  const dates =
    dateColumn === undefined
      ? null
      : await findDateOrder(cellsOf([dateColumn]), choice.dateOrder ?? remembered?.dateOrder);
  const { amount } = found.mapping;
  const marks = await findDecimalMark(cellsOf(amount === undefined ? [] : amountColumns(amount)), {
    currency: account.currency,
    remembered: choice.decimalMark ?? remembered?.decimalMark,
  });
  const dateOrder =
    choice.dateOrder ?? (dates !== null && "dateOrder" in dates ? dates.dateOrder : undefined);
  const decimalMark =
    choice.decimalMark ?? ("decimalMark" in marks ? marks.decimalMark : undefined);
  if (dateOrder === undefined && dates !== null && "ambiguous" in dates)
    ambiguous.push(dates.ambiguous);
  if (decimalMark === undefined && "ambiguous" in marks) ambiguous.push(marks.ambiguous);
  return {
    columns,
    ambiguous,
    mapping: {
      encoding,
      delimiter,
      headerLine,
      ...defined({ dateColumn, dateOrder, decimalMark }),
      ...found.mapping,
    },
  };
}

export const amountColumns = (amount: ImportMapping["amount"]): number[] =>
  "outColumn" in amount ? [amount.outColumn, amount.inColumn] : [amount.column];

interface Beside {
  data: readonly FileRecord[];
  account: Setting["account"];
}

/** Every column but the date's. `null` in `known` means: none, and is not looked for. */
async function findColumns(
  columns: readonly Column[],
  known: MappingChoice & { dateColumn: number | undefined },
  beside: Beside,
) {
  const taken = new Set([
    known.dateColumn,
    known.payeeColumn,
    known.noteColumn,
    known.currencyColumn,
  ]);
  const free = columns.filter(({ number }) => !taken.has(number));
  const currencies = free.filter(({ isCurrency }) => isCurrency);
  const currencyColumn =
    known.currencyColumn === undefined
      ? ((findByHeading(currencies, "currency") ?? currencies[0])?.number ?? null)
      : known.currencyColumn;
  const externalIdColumn =
    known.externalIdColumn === undefined
      ? await findExternalId(free, beside.data)
      : known.externalIdColumn;
  const others = free.filter(
    ({ number }) => number !== currencyColumn && number !== externalIdColumn,
  );
  const amount: ReturnType<typeof findAmount> =
    known.amount === undefined
      ? findAmount({ columns: others, ...beside.account })
      : {
          amount: known.amount,
          ambiguous: [],
          balanceColumn: findByHeading(others, "balance")?.number ?? null,
        };
  const texts = others.filter(
    ({ isDate, isNumber, telling }) => !isDate && !isNumber && telling > 0,
  );
  const payee =
    findByHeading(texts, "payee") ?? [...texts].sort((a, b) => b.telling - a.telling)[0];
  const payeeColumn = known.payeeColumn === undefined ? (payee?.number ?? null) : known.payeeColumn;
  const note = findByHeading(
    texts.filter(({ number }) => number !== payeeColumn),
    "note",
  );
  return {
    ambiguous: amount.ambiguous,
    mapping: {
      ...defined({ amount: amount.amount }),
      payeeColumn,
      noteColumn: known.noteColumn === undefined ? (note?.number ?? null) : known.noteColumn,
      externalIdColumn,
      balanceColumn:
        known.balanceColumn === undefined ? (amount.balanceColumn ?? null) : known.balanceColumn,
      currencyColumn,
    },
  };
}

/**
 * The bank's own ids: called so, or in a file without header long codes; each only once, or they
 * are no ids.
 */
async function findExternalId(
  columns: readonly Column[],
  data: readonly FileRecord[],
): Promise<number | null> {
  const isUnique = ({ number }: Column) => {
    const ids = data
      .map(({ cells }) => (cells[number - 1] ?? "").trim())
      .filter((cell) => cell !== "");
    return ids.length > 0 && new Set(ids).size === ids.length;
  };
  const called = findByHeading(columns, "externalId");
  if (called !== undefined) return isUnique(called) ? called.number : null;
  for (const column of columns.filter(holdsCodes)) {
    if (isUnique(column)) return column.number;
    await yieldIfDue();
  }
  return null;
}

const holdsCodes = ({ name, isDate, isMoney, filled, samples }: Column): boolean =>
  name === null &&
  !isDate &&
  !isMoney &&
  filled.length > 1 &&
  filled.length === samples.length &&
  filled.every((cell) => /^(?=.*\d)[\w-]{8,40}$/.test(cell));

const askForDate = (columns: readonly Column[]): Ambiguity => ({
  field: "dateColumn",
  question: "Which column holds the date?",
  options: columns.slice(0, 12).map(({ number, name, filled }) => ({
    value: number,
    means:
      `Column ${number}${name === null ? "" : `, ${clip(name)}`}, ` +
      `as in ${clip(filled[0] ?? "an empty cell")}.`,
  })),
});
