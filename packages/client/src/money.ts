import { currencyDigits, spellMinor } from "@pfn/keys/currencies";

/**
 * An amount beside its currency, as pfn sends and takes it: a decimal string with exactly the
 * currency's digits (2 for EUR, 0 for JPY, 3 for KWD), never a number. Negative = money leaves the
 * account.
 *
 * @example { amount: "-12.50", currency: "EUR" }
 */
export interface Money {
  amount: string;
  currency: string;
}

const FORM = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * An amount in minor units of its currency: cents for EUR, yen for JPY. Exact at any size.
 *
 * @throws RangeError for a currency that is not in ISO 4217, or an amount that has not exactly its
 *   digits
 * @example toMinor({ amount: "-12.50", currency: "EUR" }) // -1250n
 */
export function toMinor({ amount, currency }: Money): bigint {
  const digits = digitsOf(currency);
  const [, sign, whole = "", fraction = ""] = FORM.exec(amount) ?? [];
  if (whole === "" || fraction.length !== digits) {
    throw new RangeError(
      `${JSON.stringify(amount)} is no amount in ${currency}: expected a text such as ` +
        `"${spellMinor(1_250n, digits)}".`,
    );
  }
  return BigInt(`${sign}${whole}${fraction}`);
}

/**
 * Minor units as money.
 *
 * @throws RangeError for a currency that is not in ISO 4217
 * @example fromMinor(-1250n, "EUR") // { amount: "-12.50", currency: "EUR" }
 */
export function fromMinor(minor: bigint, currency: string): Money {
  return { amount: spellMinor(minor, digitsOf(currency)), currency };
}

/**
 * @throws RangeError when the currencies differ
 * @example addMoney({ amount: "0.10", currency: "EUR" }, { amount: "0.20", currency: "EUR" }) //
 *   0.30 EUR
 */
export const addMoney = (a: Money, b: Money): Money => sumMoney([a, b], a.currency);

/**
 * The sum of amounts in one currency, nothing included.
 *
 * @throws RangeError when one of them is in another currency: what there is of each must be summed
 *   apart
 * @example sumMoney(accounts.map(({ posted }) => posted), "EUR")
 */
export function sumMoney(amounts: Iterable<Money>, currency: string): Money {
  let sum = 0n;
  for (const money of amounts) sum += minorIn(money, currency);
  return fromMinor(sum, currency);
}

/** @example negateMoney({ amount: "-12.50", currency: "EUR" }) // 12.50 EUR */
export const negateMoney = (money: Money): Money => fromMinor(-toMinor(money), money.currency);

/**
 * Negative when `a` is less than `b`, 0 when they are equal, positive when it is more: as `sort`
 * wants it.
 *
 * @throws RangeError when the currencies differ
 * @example amounts.toSorted(compareMoney)
 */
export function compareMoney(a: Money, b: Money): -1 | 0 | 1 {
  const difference = toMinor(a) - minorIn(b, a.currency);
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/**
 * An amount in parts that add up to exactly that amount. What cannot be divided goes to the first
 * parts that do not come out even, one minor unit each.
 *
 * @param weights whole numbers from 0 that say how large each part is, e.g. `[1, 1, 1]` for thirds,
 *   `[70, 30]` for percentages
 * @throws RangeError when no weight is positive, or one is negative or no whole number
 * @example splitMoney({ amount: "-10.00", currency: "EUR" }, [1, 1, 1]) // -3.34, -3.33, -3.33 EUR
 */
export function splitMoney(money: Money, weights: readonly number[]): Money[] {
  const total = toMinor(money);
  const whole = weights.map(readWeight);
  const sum = whole.reduce((a, b) => a + b, 0n);
  if (sum === 0n) throw new RangeError("Expected at least one weight above 0.");
  const parts = whole.map((weight) => (total * weight) / sum);
  const unit = total < 0n ? -1n : 1n;
  let rest = total - parts.reduce((a, b) => a + b, 0n);
  return parts.map((part, index) => {
    // A part that came out even is exact already; of the others there are more than there are units
    // left.
    const takesOne = rest !== 0n && (total * (whole[index] ?? 0n)) % sum !== 0n;
    if (takesOne) rest -= unit;
    return fromMinor(takesOne ? part + unit : part, money.currency);
  });
}

/**
 * An amount for people to read, in the manner of a language. Exact at any size.
 *
 * @param locale a language tag such as `de-DE`; the machine's own when left out
 * @throws RangeError for money that is none
 * @example formatMoney({ amount: "-1250.50", currency: "EUR" }, "en") // "-€1,250.50"
 */
export function formatMoney(money: Money, locale?: string): string {
  toMinor(money);
  const digits = digitsOf(money.currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: money.currency,
    // Not Intl's own digits: for HUF and others it would round.
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // It has just been seen to be a decimal number, which Intl reads without rounding it to a float.
  return format.format(money.amount as `${number}`);
}

function digitsOf(currency: string): number {
  const digits = currencyDigits(currency);
  if (digits === undefined)
    throw new RangeError(`${JSON.stringify(currency)} is no ISO 4217 code such as "EUR".`);
  return digits;
}

function minorIn(money: Money, currency: string): bigint {
  if (money.currency === currency) return toMinor(money);
  throw new RangeError(
    `Expected an amount in ${currency}, got ${money.currency}. Amounts of different ` +
      "currencies do not add up.",
  );
}

function readWeight(weight: number): bigint {
  if (Number.isSafeInteger(weight) && weight >= 0) return BigInt(weight);
  throw new RangeError(`Expected whole numbers from 0 as weights, got ${weight}.`);
}
