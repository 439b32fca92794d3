import { MAX_MINOR } from "../../../common/money/money";
import type { AmountMapping } from "./amount-models";
import type { DecimalMark, FileRecord } from "./mapping";
import { cellAt } from "./mapping";
import { plain } from "./plain";
import { type MoneyCell, type MoneyReader, readMoney } from "./read-number";
import { isInWord, isOutWord } from "./word-columns";

/** How the amounts of a file are read. */
export interface AmountReader extends MoneyReader {
  amount: AmountMapping;
  decimalMark: DecimalMark;
}

type OneColumn = Extract<AmountMapping, { sign: string }>;
type ByWords = Extract<AmountMapping, { typeColumn: number }>;
type TwoColumns = Extract<AmountMapping, { outColumn: number }>;

/**
 * The amount of a row in minor units; negative leaves the account.
 *
 * @returns the reason where there is none
 */
export function readAmount(record: FileRecord, reader: AmountReader): bigint | string {
  const { amount } = reader;
  const read =
    "outColumn" in amount
      ? readTwoColumns(record, amount, reader)
      : "sign" in amount
        ? readOneColumn(record, amount, reader)
        : readByWords(record, amount, reader);
  if (typeof read === "string") return read;
  return read > MAX_MINOR || read < -MAX_MINOR
    ? "The amount is larger than any that pfn keeps."
    : read;
}

/** Whether the cells of the amount hold nothing at all. */
export const hasNoAmount = (record: FileRecord, reader: AmountReader): boolean =>
  amountColumns(reader.amount).every((column) => readMoney(record, column, reader) === "empty");

/** The columns that amounts are read from. */
export const amountColumns = (amount: AmountMapping): number[] =>
  "outColumn" in amount ? [amount.outColumn, amount.inColumn] : [amount.column];

function readOneColumn(
  record: FileRecord,
  { column, sign, feeColumn }: OneColumn,
  reader: AmountReader,
): bigint | string {
  const cell = readMoney(record, column, reader);
  if (typeof cell === "string") return noAmount(column, cell, reader);
  const fee = feeColumn === undefined ? "empty" : readMoney(record, feeColumn, reader);
  if (feeColumn !== undefined && (fee === "foreign" || fee === "unread"))
    return noAmount(feeColumn, fee, reader);
  const taken = typeof fee === "string" ? 0n : abs(fee.minor);
  return withSign(cell, sign, hasCreditBeside(record, column)) - taken;
}

/** A plus of its own, or `Cr` in or beside the cell, says that the amount arrives. */
function withSign(
  { minor, hasPlus, side }: MoneyCell,
  sign: OneColumn["sign"],
  isBesideCredit: boolean,
): bigint {
  if (side !== null) return side === "in" ? abs(minor) : -abs(minor);
  return sign === "as_written" || hasPlus || isBesideCredit ? minor : -minor;
}

const hasCreditBeside = (record: FileRecord, column: number): boolean =>
  /^cr\.?$/i.test(cellAt(record, column + 1));

function readByWords(
  record: FileRecord,
  { column, typeColumn, outWords, inWords }: ByWords,
  reader: AmountReader,
): bigint | string {
  const cell = readMoney(record, column, reader);
  if (typeof cell === "string") return noAmount(column, cell, reader);
  const word = plain(cellAt(record, typeColumn));
  if (outWords.some((out) => plain(out) === word)) return -abs(cell.minor);
  const isIn =
    inWords?.some((into) => plain(into) === word) ??
    (isInWord(word) || (word !== "" && !isOutWord(word)));
  return isIn
    ? abs(cell.minor)
    : `The word in column ${typeColumn} does not tell where the money goes.`;
}

/**
 * The column that is not used holds nothing, or zero. A sign that a column does not usually have is
 * that of a reversal.
 */
function readTwoColumns(
  record: FileRecord,
  { outColumn, inColumn, outSign, inSign }: TwoColumns,
  reader: AmountReader,
): bigint | string {
  const [out, into] = [readMoney(record, outColumn, reader), readMoney(record, inColumn, reader)];
  if (out === "empty" && into === "empty") return `Columns ${outColumn} and ${inColumn} are empty.`;
  if (out === "foreign" || out === "unread") return noAmount(outColumn, out, reader);
  if (into === "foreign" || into === "unread") return noAmount(inColumn, into, reader);
  const leaving = out === "empty" ? 0n : out.minor;
  const arriving = into === "empty" ? 0n : into.minor;
  if (leaving !== 0n && arriving !== 0n)
    return `Columns ${outColumn} and ${inColumn} both hold an amount.`;
  if (leaving === 0n) return withUsual(arriving, inSign, 1n);
  return withUsual(leaving, outSign, -1n);
}

/** Mappings of earlier releases say nothing of signs: then every cell goes its column's way. */
function withUsual(minor: bigint, usual: "plain" | "minus" | undefined, way: 1n | -1n): bigint {
  if (usual === undefined) return way * abs(minor);
  return usual === "plain" ? way * minor : -way * minor;
}

const abs = (minor: bigint) => (minor < 0n ? -minor : minor);

function noAmount(
  column: number,
  why: "empty" | "foreign" | "unread",
  { currency, decimalMark }: AmountReader,
): string {
  if (why === "foreign") return `Is in another currency than ${currency}, the account's.`;
  return `Column ${column} holds no amount in ${currency} with "${decimalMark}" as decimal mark.`;
}
