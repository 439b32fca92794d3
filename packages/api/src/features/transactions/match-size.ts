import { Prisma } from "@pfn/db";
import { CURRENCIES, currencyDigits } from "@pfn/keys/currencies";
import type { TransactionFilters } from "./list-schema";

/**
 * Sizes are compared in the minor units of each row's currency: at least `min` rounded up, at most
 * `max` rounded down.
 */
export function matchSize({ min, max }: TransactionFilters): Prisma.Sql[] {
  const bound = (size: string, rounding: "up" | "down") =>
    Prisma.sql`case ${Prisma.join(
      DIGITS.map(
        (digits) =>
          Prisma.sql`when t.currency = any(${codesWith(digits)}::text[])
            then ${toMinor(size, { digits, rounding })}::bigint`,
      ),
      " ",
    )} end`;
  return [
    ...(min === undefined ? [] : [Prisma.sql`abs(t.amount_minor) >= ${bound(min, "up")}`]),
    ...(max === undefined ? [] : [Prisma.sql`abs(t.amount_minor) <= ${bound(max, "down")}`]),
  ];
}

/** How many digits a currency may have after its decimal mark. */
const DIGITS = [0, 2, 3, 4];

const codesWith = (digits: number) => CURRENCIES.filter((code) => currencyDigits(code) === digits);

function toMinor(
  size: string,
  { digits, rounding }: { digits: number; rounding: "up" | "down" },
): bigint {
  const [whole = "0", fraction = ""] = size.split(".");
  const kept = BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  return rounding === "up" && /[1-9]/.test(fraction.slice(digits)) ? kept + 1n : kept;
}
