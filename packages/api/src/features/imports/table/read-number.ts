import { currencyDigits } from "@pfn/keys/currencies";
import { type CurrencyMarks, foldMark } from "./currency-marks";
import { DECIMAL_MARKS, type DecimalMark, type FileRecord } from "./mapping";

/** Longer cells are no amounts; the bound also keeps the patterns cheap. */
const MAX_CHARS = 60;

/**
 * Digits in groups of three, the first of which is no zero, or in India's groups of two and three,
 * or in none, with a fraction or none, per decimal mark.
 */
const FORMS: Readonly<Record<DecimalMark, RegExp>> = {
  ".": /^([1-9]\d{0,2}(?:([ ,'’_])\d{3})(?:\2\d{3})*|[1-9]\d?(?:,\d{2})+,\d{3}|\d+)?(?:\.(\d*))?$/,
  ",": /^([1-9]\d{0,2}(?:([ .'’_])\d{3})(?:\2\d{3})*|\d+)?(?:,(\d*))?$/,
};

/** A number as its digits: exact, and of no currency yet. */
export interface ExactNumber {
  isNegative: boolean;
  whole: string;
  /** Without closing zeros. */
  fraction: string;
}

/** A cell that may be an amount, before its decimal mark is known. */
export interface NumberShape {
  digits: string;
  isNegative: boolean;
  hasPlus: boolean;
  /** `Cr` or `Dr` in the cell: the amount arrives, or leaves. */
  side: "in" | "out" | null;
  /** Whether the mark beside it is that of another currency than the account's. */
  isForeign: boolean;
}

/** Where the words of accountants stand beside an amount. A single letter only as a capital. */
const SIDES: Readonly<Record<string, "in" | "out">> = { cr: "in", dr: "out", db: "out" };
const SIDE_LETTERS: Readonly<Record<string, "in" | "out">> = {
  ...{ C: "in", H: "in", D: "out", S: "out" },
};

/**
 * A cell as an amount whose decimal mark is still open; null when it is none. A sign may stand
 * before or behind, or brackets around; two signs are an error. Marks of currencies come off.
 *
 * @example readShape("(1.234,50 €)", marks) // { digits: "1.234,50", isNegative: true, … }
 */
export function readShape(cell: string, marks: CurrencyMarks): NumberShape | null {
  if (cell.length > MAX_CHARS) return null;
  if (PLAIN.test(cell)) return plainShape(cell);
  if (!/[\d\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/.test(cell)) return null;
  const { before, digits, behind } = cutOut(toPlain(cell));
  const signs = `${before}${behind}`.replace(/[^-+()]/g, "");
  // `12.-` says that there are no cents, or that the amount is negative.
  if (!SIGNS.test(signs) || (/[.,]$/.test(digits) && behind.startsWith("-"))) return null;
  if (signs === "()" && !(before.includes("(") && behind.includes(")"))) return null;
  const shape: NumberShape = {
    digits,
    isNegative: signs === "-" || signs === "()",
    hasPlus: signs === "+",
    side: null,
    isForeign: false,
  };
  const words = `${before} ${behind}`
    .replace(/[-+()]/g, " ")
    .split(" ")
    .filter((word) => word !== "");
  return words.every((word) => takeWord(word, shape, marks)) ? shape : null;
}

/** Digits with marks between them, and a minus before them or none: most amounts. */
const PLAIN = /^-?\d(?:[\d.,]*\d)?$/;

const plainShape = (cell: string): NumberShape => {
  const isNegative = cell.startsWith("-");
  return {
    digits: isNegative ? cell.slice(1) : cell,
    ...{ isNegative, hasPlus: false, side: null, isForeign: false },
  };
};

/** One sign, or brackets around. */
const SIGNS = /^(?:[-+]?|\(\))$/;

/**
 * The number in a text, with what stands before and behind it. A mark at either end is the
 * number's, unless it ends an abbreviation as in `Rs.500`.
 */
function cutOut(text: string): { before: string; digits: string; behind: string } {
  let start = text.search(/\d/);
  let end = text.search(/\d\D*$/) + 1;
  if (/(?:^|[^\p{L}])[.,]$/u.test(text.slice(0, start))) start -= 1;
  if (/^[.,](?!\p{L})/u.test(text.slice(end))) end += 1;
  return { before: text.slice(0, start), digits: text.slice(start, end), behind: text.slice(end) };
}

/** @returns false where the word is none that stands beside an amount */
function takeWord(word: string, shape: NumberShape, { own, others }: CurrencyMarks): boolean {
  const folded = foldMark(word);
  if (own.has(folded) || word === "¤") return true;
  const side = SIDES[folded] ?? SIDE_LETTERS[word];
  if (side !== undefined && shape.side === null) {
    shape.side = side;
    return true;
  }
  shape.isForeign = true;
  return others.has(folded) || /^\p{Sc}$/u.test(word);
}

/** Typographers' minus, digits and spaces as their plain selves. */
function toPlain(cell: string): string {
  const text = cell
    .trim()
    .replace(/[\u2010-\u2013\u2212\ufe63\uff0d]/g, "-")
    .replace(/\uff0b/g, "+")
    .replace(/[\s\u200e\u200f\u061c]/g, " ");
  return /[\u0660-\u066c\u06f0-\u06f9\uff10-\uff19]/.test(text)
    ? text
        .replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) =>
          // The last four bits of each of them are what it counts.
          String(digit.charCodeAt(0) & 15),
        )
        .replace(/\u066b/g, ".")
        .replace(/\u066c/g, ",")
    : text;
}

/** A shape as a number under a decimal mark; null when it is none. */
export function toNumber(shape: NumberShape, mark: DecimalMark): ExactNumber | null {
  const match = FORMS[mark].exec(shape.digits);
  if (match === null) return null;
  const [, whole = "", , fraction = ""] = match;
  if (whole + fraction === "") return null;
  return {
    isNegative: shape.isNegative && /[1-9]/.test(whole + fraction),
    whole: whole.replace(/\D/g, "").replace(/^0+(?=\d)/, "") || "0",
    fraction: fraction.replace(/0+$/, ""),
  };
}

/**
 * Minor units of a currency with `digits` decimals; null when the number has more decimals, or more
 * than 15 digits in all.
 *
 * @example toMinor({ isNegative: true, whole: "12", fraction: "5" }, 2) // -1250n
 */
export function toMinor(
  { isNegative, whole, fraction }: ExactNumber,
  digits: number,
): bigint | null {
  if (fraction.length > digits || whole.length > 15) return null;
  const minor = BigInt(whole + fraction.padEnd(digits, "0"));
  return isNegative ? -minor : minor;
}

/** What the numbers of a table are read with. */
export interface MoneyReader {
  currency: string;
  marks: CurrencyMarks;
}

/** An amount of a file. */
export interface MoneyCell {
  minor: bigint;
  hasPlus: boolean;
  side: "in" | "out" | null;
}

/** Why a cell holds no amount: nothing, another currency, or no number. */
type NoMoney = "empty" | "foreign" | "unread";

/** The amount in a cell. A spreadsheet's number needs no decimal mark. */
export function readMoney(
  record: FileRecord,
  column: number,
  { currency, marks, decimalMark }: MoneyReader & { decimalMark: DecimalMark },
): MoneyCell | NoMoney {
  const digits = currencyDigits(currency) ?? 2;
  const typed = record.typed?.[column - 1]?.number;
  const cell = typed ?? (record.cells[column - 1] ?? "").trim();
  if (isNothing(cell)) return "empty";
  const shape = readShape(cell, marks);
  if (shape === null) return "unread";
  if (shape.isForeign) return "foreign";
  const number = toNumber(shape, typed === undefined ? decimalMark : ".");
  const minor = number === null ? null : toMinor(number, digits);
  return minor === null ? "unread" : { minor, hasPlus: shape.hasPlus, side: shape.side };
}

/** A dash alone is how some banks write that there is nothing. */
export const isNothing = (cell: string): boolean => /^[\s\u2010-\u2015\u2212-]*$/.test(cell);

/** Whether a cell is a number under any decimal mark. */
export const looksLikeNumber = (cell: string, marks: CurrencyMarks): boolean => {
  const shape = readShape(cell, marks);
  return shape !== null && DECIMAL_MARKS.some((mark) => toNumber(shape, mark) !== null);
};
