import { currencyDigits } from "@pfn/keys/currencies";
import { mapYielding } from "../../../common/yield-to-event-loop";

/** Longer texts are no amounts; the bound also keeps the patterns cheap. */
const MAX_CHARS = 40;

/** Which of both marks a decimal number has. */
export type Mark = "." | ",";

/** Digits without groups, or in groups of three, per decimal mark. */
const FORMS: Readonly<Record<Mark, RegExp>> = {
  ".": /^(\d{1,3}(?:([,' ])\d{3})(?:\2\d{3})*|\d+)?(?:\.(\d*))?$/,
  ",": /^(\d{1,3}(?:([.' ])\d{3})(?:\2\d{3})*|\d+)?(?:,(\d*))?$/,
};

/** Decimals of a currency; two for one that pfn does not know. */
const digitsOf = (currency: string): number => currencyDigits(currency) ?? 2;

interface Setting {
  mark: Mark;
  currency: string;
}

/**
 * An amount of a bank's file in minor units; null when it is none. Decimals beyond those of the
 * currency must be zeros, because money is never rounded.
 *
 * @example readDecimal("-1.234,50", { mark: ",", currency: "EUR" }) // -123450n
 */
export function readDecimal(text: string, { mark, currency }: Setting): bigint | null {
  const plain = text.trim();
  if (plain.length > MAX_CHARS) return null;
  const [, sign = "", number = ""] = /^([-+\u2212]?)\s?(.*)$/u.exec(plain) ?? [];
  const [, whole = "", , fraction = ""] = FORMS[mark].exec(number) ?? [];
  const [units, decimals] = [whole.replace(/\D/g, ""), fraction.replace(/0+$/, "")];
  const digits = digitsOf(currency);
  if (whole + fraction === "" || decimals.length > digits || units.length > 15) return null;
  const minor = BigInt(units + decimals.padEnd(digits, "0"));
  return sign === "" || sign === "+" ? minor : -minor;
}

/**
 * Which mark is the decimal mark of an amount: it stands behind the other one, or before another
 * number of digits than three. "open": it might as well separate thousands. "none": there is none.
 */
function formOf(amount: string): Mark | "none" | "open" {
  const text = amount.slice(0, MAX_CHARS).trim();
  const marks = [...text.matchAll(/[.,]/g)];
  const last = marks.at(-1);
  if (last === undefined) return "none";
  const [mark, other] = last[0] === "." ? ([".", ","] as const) : ([",", "."] as const);
  if (marks.length > 1) return marks.every(([one]) => one === mark) ? other : mark;
  const whole = text.slice(0, last.index).replace(/\D/g, "");
  const isOpen = text.length - last.index === 4 && whole.length <= 3 && /[1-9]/.test(whole);
  return isOpen ? "open" : mark;
}

/** Digits behind a mark that may separate thousands. */
const THREE = 3;

/**
 * The decimal mark of each amount of a file. One that might be read in two ways is read like the
 * others, if they agree; the answer is null where nothing tells. A currency with three decimals,
 * or with none, leaves nothing open.
 */
export async function settleMarks(
  amounts: readonly string[],
  currency: string,
): Promise<(amount: string) => Mark | null> {
  const digits = digitsOf(currency);
  const markOf = (amount: string) => {
    const mark = formOf(amount);
    const [last = "."] = /[.,]/.exec(amount) ?? [];
    if (mark !== "open" || (digits !== 0 && digits !== THREE)) return mark;
    return (last === ".") === (digits === THREE) ? "." : ",";
  };
  const marks = new Set(await mapYielding(amounts, markOf));
  const [only = null, second] = ([".", ","] as const).filter((mark) => marks.has(mark));
  return (amount) => {
    const mark = markOf(amount);
    if (mark === "none") return ".";
    return mark === "open" ? (second === undefined ? only : null) : mark;
  };
}
