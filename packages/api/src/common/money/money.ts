import { CURRENCIES, currencyDigits, spellMinor } from "@pfn/keys/currencies";
import { z } from "zod";
import { closest } from "../errors/closest";
import { correctAmount } from "./correct-amount";

/** The largest amount, in minor units, either way. */
export const MAX_MINOR = 10n ** 13n;

const FORM = /^(-?)(0|[1-9]\d{0,14})(?:\.(\d+))?$/;

/**
 * Parses a decimal string that has exactly its currency's digits into minor units (I1). Answers
 * null for anything else: JSON numbers, exponents, separators, missing or surplus digits, minus
 * zero, amounts beyond {@link MAX_MINOR}.
 *
 * @example parseAmount("-12.50", "EUR") // -1250n
 */
export function parseAmount(amount: string, currency: string): bigint | null {
  const digits = currencyDigits(currency);
  const match = FORM.exec(amount);
  if (digits === undefined || match === null) return null;
  const [, sign, whole, fraction = ""] = match;
  if (fraction.length !== digits) return null;
  const minor = BigInt(`${whole}${fraction}`);
  if (minor > MAX_MINOR || (sign === "-" && minor === 0n)) return null;
  return sign === "-" ? -minor : minor;
}

/**
 * Minor units as the decimal string of the wire; a currency that is in no list has 2 digits.
 *
 * @example formatAmount(-5n, "EUR") // "-0.05"
 */
export const formatAmount = (minor: bigint, currency: string): string =>
  spellMinor(minor, currencyDigits(currency) ?? 2);

/** Money on the wire from minor units. */
export const toMoney = (minor: bigint, currency: string): Money => ({
  amount: formatAmount(minor, currency),
  currency,
});

/** An ISO 4217 code in capitals. */
export const Currency = z.string().superRefine((value, ctx) => {
  if (currencyDigits(value) !== undefined) return;
  const near = closest(value, CURRENCIES);
  const remedy = near === undefined ? "" : ` Did you mean "${near}"?`;
  ctx.addIssue({
    code: "custom",
    message: `Expected an ISO 4217 code such as "EUR".${remedy}`,
  });
});

/**
 * An amount beside its currency: a decimal string with exactly the currency's digits; negative =
 * money leaves the account.
 *
 * @example { amount: "-12.50", currency: "EUR" }
 */
export const Money = z
  .strictObject(
    {
      amount: z
        .string({ error: ({ input }) => describeNonText(input) })
        .describe(
          "Decimal string with exactly the currency's digits; negative = money leaves the account.",
        ),
      currency: Currency.describe("ISO 4217 code in capitals."),
    },
    {
      error: ({ code }) =>
        code === "invalid_type"
          ? 'Expected money such as { "amount": "-12.50", "currency": "EUR" }.'
          : undefined,
    },
  )
  .superRefine(({ amount, currency }, ctx) => {
    const digits = currencyDigits(currency);
    if (digits === undefined || parseAmount(amount, currency) !== null) return;
    ctx.addIssue({
      code: "custom",
      path: ["amount"],
      message: describeBadAmount(amount, currency, digits),
    });
  })
  .meta({ id: "Money" });
export type Money = z.infer<typeof Money>;

/** A sum of amounts: of the same form, but as large as it comes. For answers only. */
export const MoneySum = z
  .object({ amount: z.string(), currency: z.string() })
  .meta({ id: "MoneySum" });

/**
 * A fraction shows what was meant; a whole number may count cents, and to guess would be wrong by a
 * hundred.
 */
function describeNonText(input: unknown): string {
  const corrected =
    typeof input === "number" && !Number.isInteger(input) ? correctAmount(String(input), 2) : null;
  return `Expected a decimal string in quotes, such as "${corrected ?? "-12.50"}".`;
}

function describeBadAmount(amount: string, currency: string, digits: number): string {
  const decimals = digits === 0 ? "no decimals" : `exactly ${digits} decimals`;
  const form = `Expected a decimal string with ${decimals} for ${currency}`;
  const corrected = correctAmount(amount, digits);
  if (corrected !== null && parseAmount(corrected, currency) !== null)
    return `${form}: "${corrected}".`;
  return `${form}, at most ${formatAmount(MAX_MINOR, currency)} either way.`;
}
