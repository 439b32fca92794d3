import { cleanLine, escapeLine } from "../../../common/text/text";
import { mapYielding } from "../../../common/yield-to-event-loop";
import { ownAccount, readOwnFields, takeBackDefusing } from "../csv/own-format";
import { type BadRow, isBad, type OtherLine, type ReadRow } from "../file-part";
import type { ImportMapping } from "../mapping-schema";
import { cellAt, type FileRecord } from "./mapping";
import { plain } from "./plain";
import { type AmountReader, hasNoAmount, readAmount } from "./read-amount";
import { type DayReader, readDay } from "./read-day";
import { type MoneyCell, readMoney } from "./read-number";
import { isCalledSum } from "./statement-lines";
import { isOpenWord } from "./texts";

/** Characters of a payee, of a note, of a bank's id, of its own text. */
const LIMITS = { payee: 200, note: 1_000, externalId: 200, rawText: 1_000, category: 200 } as const;

/** Everything that the rows of a table are read with. */
export interface RowReader extends AmountReader {
  mapping: ImportMapping;
  days: DayReader;
  header: readonly string[] | null;
  /** Cells of a whole row. */
  width: number;
  /** Every column of days: a row that is not booked has one in another than the booking's. */
  dayColumns: readonly number[];
  /** Whether the column of days is the bank's own for booking. */
  hasBookingDays: boolean;
  /** Whether the table is an export of pfn. */
  isOwn: boolean;
  /** In an export of several accounts: the one whose rows are wanted, by name. */
  onlyAccount: string | null;
  /** Lines that are no transactions, and why. */
  out: ReadonlyMap<number, string>;
}

/** What a record is: a row, or a line that is none. */
export type ReadRecord = { row: ReadRow | BadRow } | { other: OtherLine };

/** Every record below the header as the mapping reads it, in the file's order. */
export const readRecords = (
  records: readonly FileRecord[],
  reader: RowReader,
): Promise<ReadRecord[]> => mapYielding(records, (record) => readRecord(record, reader));

export function readRecord(record: FileRecord, reader: RowReader): ReadRecord {
  const why = reader.out.get(record.line) ?? whyNoRow(record, reader);
  if (why !== null) return { other: otherLine(record, why) };
  const read = readRow(record, reader);
  const row = typeof read === "string" ? { line: record.line, reason: read } : read;
  const isSum = isBad(row) && row.isBooked !== false && !reader.isOwn && isCalledSum(record);
  return isSum && readDay(record, reader.mapping.dateColumn, reader.days) === null
    ? { other: otherLine(record, "States a balance or a total and has no day.") }
    : { row };
}

/** Characters of a line that is no transaction. */
const SHOWN_CHARS = 200;

export const otherLine = ({ cells, line }: FileRecord, why: string): OtherLine => ({
  line,
  text: cleanLine(
    cells
      .slice(0, 40)
      .map((cell) => cell.trim())
      .filter((cell) => cell !== "")
      .join(" · ")
      .slice(0, 4 * SHOWN_CHARS),
    SHOWN_CHARS,
  ),
  why,
});

function whyNoRow(record: FileRecord, reader: RowReader): string | null {
  const { mapping, header, isOwn, days } = reader;
  if (isOwn) return null;
  if (header !== null && repeats(record, header)) return "Repeats the heading.";
  if (!record.cells.some((cell) => /[\p{L}\p{N}]/u.test(cell))) return "Holds no word.";
  const isNeither =
    readDay(record, mapping.dateColumn, days) === null && hasNoAmount(record, reader);
  return isNeither ? "Holds neither a day nor an amount." : null;
}

const repeats = ({ cells }: FileRecord, header: readonly string[]): boolean =>
  cells.length === header.length && cells.every((cell, at) => cell === header[at]);

/** @returns the reason where the row cannot be read, or the whole of it where it is not booked */
function readRow(record: FileRecord, reader: RowReader): ReadRow | BadRow | string {
  const { mapping, currency, width, isOwn, onlyAccount } = reader;
  const { cells, line } = record;
  if (onlyAccount !== null && ownAccount(cells) !== onlyAccount)
    return "Is of another account: import the file there too.";
  if (cells.slice(width).some((cell) => cell.trim() !== "")) {
    return (
      `Has ${cells.length} cells where the header has ${width}: ` +
      "a text may hold the delimiter without quotes."
    );
  }
  const when = dayOf(record, reader);
  if ("reason" in when) return when;
  const foreign = cellAt(record, mapping.currencyColumn);
  if (foreign !== "" && foreign !== currency)
    return `Is in another currency than ${currency}, the account's.`;
  const amount = readAmount(record, reader);
  if (typeof amount === "string") return amount;
  const text = (column: number | null | undefined) =>
    isOwn ? takeBackDefusing(cellAt(record, column)) : cellAt(record, column);
  const payee = text(mapping.payeeColumn);
  const own = isOwn ? readOwnFields(cells, { currency, amountMinor: amount }) : {};
  if (typeof own === "string") return own;
  const balance = balanceOf(record, reader);
  const category = cleanLine(cellAt(record, mapping.categoryColumn), LIMITS.category);
  return {
    line,
    date: when.date,
    amountMinor: amount.toString(),
    payee: cleanLine(payee, LIMITS.payee) || "No description",
    note: cleanLine(text(mapping.noteColumn), LIMITS.note) || null,
    rawText: escapeLine(payee, LIMITS.rawText),
    externalId: cleanLine(text(mapping.externalIdColumn), LIMITS.externalId) || null,
    balanceMinor: balance,
    statedBalanceMinor: balance,
    status: "posted",
    review: "unreviewed",
    category: null,
    ownId: null,
    isBooked: when.isBooked && !isOpen(record, mapping),
    ...(category !== "" && { categoryPath: [category] }),
    ...own,
  };
}

function balanceOf(record: FileRecord, reader: RowReader): string | null {
  const { balanceColumn } = reader.mapping;
  const read = balanceColumn === null ? "empty" : readMoney(record, balanceColumn, reader);
  return typeof read === "string" ? null : withSide(read).toString();
}

/** `Dr` beside a balance says that the account is overdrawn. */
const withSide = ({ minor, side }: MoneyCell): bigint => {
  const size = minor < 0n ? -minor : minor;
  return side === null ? minor : side === "in" ? size : -size;
};

const isOpen = (record: FileRecord, { statusColumn, openWords = [] }: ImportMapping): boolean =>
  statusColumn !== undefined &&
  statusColumn !== null &&
  openWords.map(plain).includes(plain(cellAt(record, statusColumn)));

type When = { date: string; isBooked: boolean } | BadRow;

/**
 * The day of a row. A bank that has not booked a row leaves the booking's day empty, or writes a
 * word instead.
 */
function dayOf(record: FileRecord, reader: RowReader): When {
  const { mapping, days, dayColumns, hasBookingDays } = reader;
  const { dateColumn, dateOrder } = mapping;
  const date = readDay(record, dateColumn, days);
  if (date !== null) return { date, isBooked: true };
  const { line } = record;
  const cell = cellAt(record, dateColumn);
  const isWord = isOpenWord(plain(cell));
  if (isWord || (cell === "" && (hasBookingDays || isOpen(record, mapping)))) {
    for (const other of dayColumns) {
      const announced = readDay(record, other, days);
      if (announced !== null) return { date: announced, isBooked: false };
    }
  }
  if (isWord)
    return { line, isBooked: false, reason: `Column ${dateColumn} holds a word instead of a day.` };
  return { line, reason: `Column ${dateColumn} holds no date of the order ${dateOrder}.` };
}
