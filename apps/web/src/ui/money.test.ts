import { CreateAccountInput } from "@pfn/api/schema/accounts";
import { CURRENCIES, currencyDigits } from "@pfn/keys/currencies";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeAmount, formatAmount, isIncome, isZero, sumAmounts } from "./money";

const eur = (amount: string) => ({ amount, currency: "EUR" });

describe("amounts to read", () => {
  it("thousands stand apart and minus is a minus sign, not a hyphen", () => {
    expect(formatAmount(eur("-1250.50"))).toBe("−1,250.50");
    expect(formatAmount(eur("999.00"))).toBe("999.00");
    expect(formatAmount(eur("100000000000.99"))).toBe("100,000,000,000.99");
    expect(formatAmount({ amount: "1250", currency: "JPY" })).toBe("1,250");
  });

  it("nothing, money that comes in and money that goes out are told apart", () => {
    expect([isIncome(eur("0.01")), isIncome(eur("0.00")), isIncome(eur("-0.01"))]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isZero(eur("0.00")), isZero(eur("-0.01"))]).toEqual([true, false]);
  });
});

describe("sums", () => {
  it("I1: are exact where floating point is not", () => {
    expect(sumAmounts([eur("0.10"), eur("0.20")], "EUR").amount).toBe("0.30");
    expect(sumAmounts([eur("99999999999.99"), eur("0.01"), eur("-0.05")], "EUR").amount).toBe(
      "99999999999.95",
    );
    expect(sumAmounts([eur("-0.03"), eur("0.01")], "EUR").amount).toBe("-0.02");
    expect(sumAmounts([], "KWD").amount).toBe("0.000");
  });
});

describe("amounts that a person types", () => {
  it("get the digits of their currency", () => {
    expect(completeAmount("1250", "EUR")).toBe("1250.00");
    expect(completeAmount(" 1250,5 ", "EUR")).toBe("1250.50");
    expect(completeAmount("−3.1", "EUR")).toBe("-3.10");
    expect(completeAmount("007", "JPY")).toBe("7");
    expect(completeAmount("-0", "EUR")).toBe("0.00");
  });

  it("are refused rather than guessed", () => {
    for (const text of ["", "abc", "1,250", "1.250,50", "1 250", "1e3", "0x10", "12.345", "--1"]) {
      expect(completeAmount(text, "EUR"), text).toBeNull();
    }
  });

  it("are what the server takes, whatever the currency", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CURRENCIES),
        fc.integer({ min: -9_999_999, max: 9_999_999 }),
        (currency, whole) => {
          const amount = completeAmount(String(whole), currency);
          const input = { name: "x", type: "cash", currency, openingBalance: { amount, currency } };
          expect(CreateAccountInput.safeParse(input).success).toBe(true);
          expect(amount?.split(".")[1]?.length ?? 0).toBe(currencyDigits(currency));
        },
      ),
    );
  });
});
