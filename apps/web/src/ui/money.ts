import { currencyDigits, spellMinor } from "@pfn/keys/currencies";

/** An amount as it comes from the server: a decimal string with exactly its currency's digits. */
export interface Money {
  amount: string;
  currency: string;
}

const WIRE_FORM = /^(-?)(\d+)(\.\d+)?$/;

/** What people type: a sign, digits in one run, and at most one decimal mark. */
const TYPED_FORM = /^\s*([+\-−]?)\s*(\d{1,15})(?:[.,](\d*))?\s*$/;

/**
 * An amount to read: thousands apart, and a real minus sign. Digits are never computed, so no
 * amount is too large (I1).
 *
 * @example formatAmount({ amount: "-1250.50", currency: "EUR" }) // "−1,250.50"
 */
export function formatAmount({ amount }: Money): string {
  const [, sign, whole = "", fraction = ""] = WIRE_FORM.exec(amount) ?? [];
  return `${sign === "-" ? "−" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${fraction}`;
}

/** Whether money comes in: not zero, not negative. */
export const isIncome = ({ amount }: Money): boolean =>
  /[1-9]/.test(amount) && !amount.startsWith("-");

/** Whether the amount is zero. */
export const isZero = ({ amount }: Money): boolean => !/[1-9]/.test(amount);

/**
 * The exact sum of amounts in one currency.
 *
 * @example sumAmounts([{ amount: "0.10", currency: "EUR" }, { amount: "0.20", currency: "EUR" }],
 *   "EUR") // 0.30 EUR
 */
export function sumAmounts(amounts: readonly Money[], currency: string): Money {
  return fromMinor(
    amounts.reduce((sum, { amount }) => sum + toMinor(amount), 0n),
    currency,
  );
}

/** An amount of the wire in minor units. @example toMinor("-12.50") // -1250n */
export const toMinor = (amount: string): bigint => BigInt(amount.replace(".", ""));

/**
 * Minor units as an amount of the wire.
 *
 * @example fromMinor(-1250n, "EUR") // { amount: "-12.50", currency: "EUR" }
 */
export const fromMinor = (minor: bigint, currency: string): Money => ({
  amount: spellMinor(minor, currencyDigits(currency) ?? 2),
  currency,
});

/**
 * What a person typed, as the server takes it; null when it is no amount or could mean two things
 * (`1,250` may be 1250 or 1.25).
 *
 * @example completeAmount("1250,5", "EUR") // "1250.50"
 */
export function completeAmount(text: string, currency: string): string | null {
  const digits = currencyDigits(currency) ?? 2;
  const match = TYPED_FORM.exec(text);
  if (match === null) return null;
  const [, sign = "", typed = "", fraction = ""] = match;
  if (fraction.length > digits) return null;
  const whole = typed.replace(/^0+(?=\d)/, "");
  const number = digits === 0 ? whole : `${whole}.${fraction.padEnd(digits, "0")}`;
  return /[-−]/.test(sign) && /[1-9]/.test(number) ? `-${number}` : number;
}

const currencyNames = new Intl.DisplayNames("en", { type: "currency" });

/** The currency in words, e.g. "Euro"; its code when it has no name. */
export const currencyName = (currency: string): string => currencyNames.of(currency) ?? currency;
