import type { DecimalMark } from "./mapping";

/** Longer cells are no amounts; the bound also keeps the patterns cheap. */
const MAX_CHARS = 40;

/**
 * Digits in groups of three, the first of which is no zero, or in none, with a fraction or none,
 * per decimal mark.
 */
const FORMS: Readonly<Record<DecimalMark, RegExp>> = {
  ".": /^([1-9]\d{0,2}(?:([ ,'’_])\d{3})(?:\2\d{3})*|\d+)?(?:\.(\d*))?$/,
  ",": /^([1-9]\d{0,2}(?:([ .'’_])\d{3})(?:\2\d{3})*|\d+)?(?:,(\d*))?$/,
};

/** A number as its digits: exact, and of no currency yet. */
export interface ExactNumber {
  isNegative: boolean;
  whole: string;
  /** Without closing zeros. */
  fraction: string;
}

/**
 * A cell as a number under a decimal mark; null when it is none. A minus may stand before or
 * behind, or brackets around; signs of currencies, and the code `currency`, are passed over.
 *
 * @example readNumber("(1.234,50 €)", ",", "EUR") // { isNegative: true, whole: "1234", fraction:
 *   "5" }
 */
export function readNumber(cell: string, mark: DecimalMark, currency: string): ExactNumber | null {
  if (cell.length > MAX_CHARS) return null;
  const { text, isNegative } = readSign(toPlain(cell, currency));
  const match = FORMS[mark].exec(text);
  if (match === null) return null;
  const [, whole = "", , fraction = ""] = match;
  if (whole + fraction === "") return null;
  return {
    isNegative: isNegative && /[1-9]/.test(whole + fraction),
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

/** Typographers' minus and spaces as their plain selves, without currency. */
const toPlain = (cell: string, currency: string) =>
  cell
    .replace(/[\u2212\u2013]/g, "-")
    .replace(/\s/g, " ")
    .replace(/\p{Sc}/gu, "")
    .replace(currency, "")
    .trim();

function readSign(text: string): { text: string; isNegative: boolean } {
  const inBrackets = /^\((.*)\)$/.exec(text)?.[1];
  if (inBrackets !== undefined) return { text: inBrackets.trim(), isNegative: true };
  const [, before = "", number = "", behind = ""] = /^([-+]?) ?(.*?) ?([-+]?)$/.exec(text) ?? [];
  // A sign on both sides says nothing that could be read.
  if (before !== "" && behind !== "") return { text, isNegative: false };
  return { text: number, isNegative: before === "-" || behind === "-" };
}
