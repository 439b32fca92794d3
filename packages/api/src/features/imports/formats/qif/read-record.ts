import { cleanLine } from "../../../../common/text/text";
import type { BadRow, ReadRow } from "../../file-part";
import { type DayReader, readDay } from "../../table/read-day";
import { type Mark, readDecimal } from "../read-decimal";
import { toRow } from "../to-row";
import { DAY_COLUMN, toDayRecord } from "./settle-days";
import type { QifRecord } from "./split-records";

/** A split has no more parts than a transaction has lines. */
const MAX_SPLITS = 50;

interface Reader {
  /** The name of the record's account. */
  account: string | null;
  days: DayReader;
  markOf: (amount: string) => Mark;
  currency: string;
}

/** `U` is what newer programs write beside `T`, for larger amounts. */
export const amountOf = ({ fields }: QifRecord): string => fields.get("T") ?? fields.get("U") ?? "";

/** A record as a row. */
export function readRecord(record: QifRecord, reader: Reader): ReadRow | BadRow {
  const { line, fields } = record;
  const { account, days, currency } = reader;
  const date = readDay(toDayRecord(record), DAY_COLUMN, days);
  if (date === null) return { line, reason: `\`D\` holds no real day of the order ${days.order}.` };
  const amount = readAmount(amountOf(record), reader);
  if (amount === null) return { line, reason: `\`T\` holds no amount in ${currency}.` };
  const lines = readSplits(record, { ...reader, amount });
  if (typeof lines === "string") return { line, reason: lines };
  const { path, account: to } = readCategory(fields.get("L") ?? "");
  const payee = fields.get("P") ?? "";
  // A file of one account may not name it but for its opening balance, which goes to itself.
  const isOpening = to !== null && (to === account || (account === null && OPENING.test(payee)));
  return toRow({
    line,
    date,
    amount,
    texts: [payee, fields.get("M")],
    category: path?.join(":") ?? null,
    categoryPath: path,
    transferTo: isOpening ? null : to,
    ...(isOpening && { kind: "opening" }),
    ...(lines.length > 0 && { lines }),
  });
}

const OPENING = /^\s*opening balance\s*$/i;

const readAmount = (text: string, { markOf, currency }: Reader): bigint | null =>
  readDecimal(text, { mark: markOf(text), currency });

/** The lines of a split; none where there is no split. @returns the reason why it is none */
function readSplits({ splits }: QifRecord, reader: Reader & { amount: bigint }) {
  if (splits.length > MAX_SPLITS) return `Has more than ${MAX_SPLITS} parts of a split.`;
  const lines = splits.map((split) => ({
    category: readCategory(split.get("S") ?? "").path?.join(":") ?? null,
    amount: readAmount(split.get("$") ?? "", reader),
    note: cleanLine(split.get("E") ?? "", 500) || null,
  }));
  const sum = lines.reduce((all, { amount }) => all + (amount ?? 0n), 0n);
  if (lines.some(({ amount }) => amount === null))
    return `\`$\` holds no amount in ${reader.currency}.`;
  if (lines.length > 0 && sum !== reader.amount)
    return "The parts of its split (`$`) do not sum to `T`.";
  return lines.map(({ amount, ...line }) => ({ ...line, amountMinor: String(amount) }));
}

/** The longest names of categories and accounts, of several levels. */
const MAX_NAME_CHARS = 200;

/**
 * What `L` and `S` hold: a category from its root, or an account in brackets; a class may follow a
 * slash.
 */
function readCategory(text: string): { path: string[] | null; account: string | null } {
  const plain = cleanLine(text, MAX_NAME_CHARS);
  const [, account] = /^\[([^\]]+)\]/.exec(plain) ?? [];
  if (account !== undefined) return { path: null, account };
  const [category = ""] = plain.split("/");
  const path = category.split(":").map((name) => name.trim());
  return { path: path.every((name) => name !== "") ? path : null, account: null };
}
