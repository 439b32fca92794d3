import { currencyDigits } from "@pfn/keys/currencies";
import { MAX_MINOR } from "../../../common/money/money";
import { cleanLine, escapeLine } from "../../../common/text/text";
import { mapYielding } from "../../../common/yield-to-event-loop";
import type { BadRow, ReadRow } from "../file-part";
import type { ImportMapping } from "../schema";
import type { FileRecord } from "./mapping";
import {
  hasManyAccounts,
  isOwnFormat,
  ownAccount,
  readOwnFields,
  takeBackDefusing,
} from "./own-format";
import { readDate } from "./read-date";
import { readNumber, toMinor } from "./read-number";
import { BALANCE_LINES, IN_WORDS, OUT_WORDS, plain } from "./words";

/** Characters of a payee, of a note, of a bank's id, of its own text. */
const LIMITS = { payee: 200, note: 1_000, externalId: 200, rawText: 1_000 } as const;

interface Setting {
  mapping: ImportMapping;
  currency: string;
}

/** Every row of a file as the mapping reads it, in the file's order. */
export async function parseRows(
  records: readonly FileRecord[],
  { accountName, ...setting }: Setting & { accountName: string },
): Promise<(ReadRow | BadRow)[]> {
  const { headerLine } = setting.mapping;
  const header = headerLine === 0 ? null : (records[headerLine - 1]?.cells ?? null);
  const data = records.slice(headerLine);
  const isOwn = isOwnFormat(header);
  const onlyAccount = isOwn && hasManyAccounts(data) ? accountName : null;
  const reader = { ...setting, width: header?.length ?? widest(records), isOwn, onlyAccount };
  return mapYielding(data, (record) => {
    const read = readRow(record, reader);
    return typeof read === "string" ? { line: record.line, reason: read } : read;
  });
}

const widest = (records: readonly FileRecord[]) =>
  records.reduce((most, { cells }) => Math.max(most, cells.length), 0);

interface Reader extends Setting {
  width: number;
  isOwn: boolean;
  /** In an export of several accounts: the one whose rows are wanted, by name. */
  onlyAccount: string | null;
}

/** @returns the reason where the row cannot be read */
function readRow({ cells, line }: FileRecord, reader: Reader): ReadRow | string {
  const { mapping, currency, width, isOwn, onlyAccount } = reader;
  if (onlyAccount !== null && ownAccount(cells) !== onlyAccount)
    return "Is of another account: import the file there too.";
  if (cells.slice(width).some((cell) => cell.trim() !== "")) {
    return (
      `Has ${cells.length} cells where the header has ${width}: ` +
      "a text may hold the delimiter without quotes."
    );
  }
  const at = (column: number | null) => (column === null ? "" : (cells[column - 1] ?? "").trim());
  const date = readDate(at(mapping.dateColumn), mapping.dateOrder);
  if (date === null)
    return `Column ${mapping.dateColumn} holds no date of the order ${mapping.dateOrder}.`;
  const foreign = at(mapping.currencyColumn);
  if (foreign !== "" && foreign !== currency)
    return `Is in another currency than ${currency}, the account's.`;
  const amount = readAmount(at, { mapping, currency });
  if (typeof amount === "string") return amount;
  const text = (column: number | null) => (isOwn ? takeBackDefusing(at(column)) : at(column));
  const payee = text(mapping.payeeColumn);
  if (!isOwn && BALANCE_LINES.includes(plain(payee)))
    return "States a balance and is no transaction.";
  const own = isOwn ? readOwnFields(cells, { currency, amountMinor: amount }) : {};
  if (typeof own === "string") return own;
  const note = cleanLine(text(mapping.noteColumn), LIMITS.note);
  const balance =
    mapping.balanceColumn === null
      ? null
      : toMinorUnits(at(mapping.balanceColumn), { mapping, currency });
  return {
    line,
    date,
    amountMinor: amount.toString(),
    payee: cleanLine(payee, LIMITS.payee) || "No description",
    note: note === "" ? null : note,
    rawText: escapeLine(payee, LIMITS.rawText),
    externalId: cleanLine(text(mapping.externalIdColumn), LIMITS.externalId) || null,
    balanceMinor: balance?.toString() ?? null,
    status: "posted",
    review: "unreviewed",
    category: null,
    ownId: null,
    isBooked: true,
    ...own,
  };
}

function toMinorUnits(cell: string, { mapping, currency }: Setting): bigint | null {
  const number = readNumber(cell, mapping.decimalMark, currency);
  return number === null ? null : toMinor(number, currencyDigits(currency) ?? 2);
}

type Cells = (column: number | null) => string;

/** Minor units; negative = money leaves the account. @returns the reason where there are none */
function readAmount(at: Cells, setting: Setting): bigint | string {
  const { amount } = setting.mapping;
  const read =
    "outColumn" in amount
      ? readTwoColumns(at, amount, setting)
      : readOneColumn(at, amount, setting);
  if (typeof read === "string") return read;
  return read > MAX_MINOR || read < -MAX_MINOR
    ? "The amount is larger than any that pfn keeps."
    : read;
}

type OneColumn = Exclude<ImportMapping["amount"], { outColumn: number }>;
type TwoColumns = Extract<ImportMapping["amount"], { outColumn: number }>;

function readOneColumn(at: Cells, amount: OneColumn, setting: Setting): bigint | string {
  const minor = toMinorUnits(at(amount.column), setting);
  if (minor === null) return notAnAmount(amount.column, setting);
  if ("sign" in amount) return amount.sign === "inverted" ? -minor : minor;
  const word = plain(at(amount.typeColumn));
  const isOut = amount.outWords.map(plain).includes(word);
  const isIn = !isOut && (IN_WORDS.includes(word) || (word !== "" && !OUT_WORDS.includes(word)));
  if (!isOut && !isIn)
    return `The word in column ${amount.typeColumn} does not tell where the money goes.`;
  return isOut ? -abs(minor) : abs(minor);
}

/** The column that is not used holds nothing, or zero. */
function readTwoColumns(
  at: Cells,
  { outColumn, inColumn }: TwoColumns,
  setting: Setting,
): bigint | string {
  const [out, into] = [outColumn, inColumn].map((column) =>
    at(column) === "" ? 0n : (toMinorUnits(at(column), setting) ?? notAnAmount(column, setting)),
  );
  if (typeof out === "string") return out;
  if (typeof into === "string") return into;
  if (at(outColumn) === "" && at(inColumn) === "")
    return `Columns ${outColumn} and ${inColumn} are empty.`;
  if (out === undefined || into === undefined || (out !== 0n && into !== 0n))
    return `Columns ${outColumn} and ${inColumn} both hold an amount.`;
  return out === 0n ? abs(into) : -abs(out);
}

const abs = (minor: bigint) => (minor < 0n ? -minor : minor);

const notAnAmount = (column: number, { mapping, currency }: Setting) =>
  `Column ${column} holds no amount in ${currency} with "${mapping.decimalMark}" as decimal mark.`;
