import { CURRENCIES, currencyDigits } from "@pfn/keys/currencies";
import { describe, expect, it } from "vitest";
import { formatAmount, MAX_MINOR, Money, parseAmount } from "./money";

const detailOf = (money: unknown) =>
  Money.safeParse(money).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("I1: money on the wire", () => {
  it.each([
    ["0.00", "EUR", 0n],
    ["-0.05", "EUR", -5n],
    ["-12.50", "EUR", -1_250n],
    ["1250", "JPY", 1_250n],
    ["-1.250", "KWD", -1_250n],
    ["0.0001", "CLF", 1n],
    ["100000000000.00", "EUR", MAX_MINOR],
    ["-10000000000000", "JPY", -MAX_MINOR],
    ["1000000000.0000", "CLF", MAX_MINOR],
  ])("reads %s %s with exactly the currency's digits", (text, code, expected) => {
    expect(parseAmount(text, code)).toBe(expected);
    expect(formatAmount(expected, code)).toBe(text);
  });

  it("knows the digits of each currency, 0, 2, 3 or 4, and of none outside ISO 4217", () => {
    expect(new Set(CURRENCIES.map(currencyDigits))).toEqual(new Set([0, 2, 3, 4]));
    expect(CURRENCIES.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
    expect(["DEM", "eur", "EU", "", "toString", "__proto__"].map(currencyDigits)).toEqual(
      Array(6).fill(undefined),
    );
  });

  it.each([
    ["100000000000.01", "EUR", "at most 100000000000.00 either way"],
    ["-100000000000.01", "EUR", "at most 100000000000.00 either way"],
    ["10000000000001", "JPY", "at most 10000000000000 either way"],
    ["99999999999999999999999999.99", "EUR", "at most 100000000000.00 either way"],
  ])("refuses %s %s as too large, and names the bound", (amount, code, bound) => {
    expect(detailOf({ amount, currency: code })).toEqual([expect.stringContaining(bound)]);
  });

  it.each([
    ["12.5", "EUR", 'exactly 2 decimals for EUR: "12.50".'],
    ["1.0", "JPY", 'no decimals for JPY: "1".'],
    ["-1", "KWD", 'exactly 3 decimals for KWD: "-1.000".'],
    ["x", "JPY", "no decimals for JPY, at most 10000000000000 either way."],
  ])(
    "names the field, the digits of the currency and the amount to send in place of %s %s",
    (sent, code, words) => {
      expect(detailOf({ amount: sent, currency: code })).toEqual([
        `amount: Expected a decimal string with ${words}`,
      ]);
    },
  );

  it("writes a currency that is in no list with two digits", () => {
    expect(formatAmount(-1_250n, "DEM")).toBe("-12.50");
    expect(parseAmount("-12.50", "DEM")).toBeNull();
  });

  it.each([["1.00"], [100], [null], [["1.00", "EUR"]]])(
    "refuses %j in place of money, and shows money",
    (sent) => {
      expect(detailOf(sent)).toEqual([
        ': Expected money such as { "amount": "-12.50", "currency": "EUR" }.',
      ]);
    },
  );

  it("says nothing of its own about unknown fields, which are refused like everywhere", () => {
    expect(detailOf({ amount: "1.00", currency: "EUR", cents: 1 })).toEqual([
      expect.stringContaining("cents"),
    ]);
  });

  it("refuses a fraction that came as a JSON number, and shows the text to send", () => {
    expect(detailOf({ amount: 12.5, currency: "EUR" })).toEqual([
      'amount: Expected a decimal string in quotes, such as "12.50".',
    ]);
  });

  it.each([
    ["a whole JSON number, which may count cents", 1250],
    ["a JSON number with more digits than it was meant to have", 0.1 + 0.2],
    ["a JSON number in scientific notation", 1e-7],
    ["null", null],
    ["true", true],
    ["a list", ["1.00"]],
    ["an object that turns into text", { toString: "1.00" }],
  ])("refuses %s without guessing an amount", (_, amount) => {
    expect(detailOf({ amount, currency: "EUR" })).toEqual([
      'amount: Expected a decimal string in quotes, such as "-12.50".',
    ]);
  });

  it.each([
    ["EURO", "EUR"],
    ["eur", "EUR"],
    ["GBX", "GBP"],
    ["usd", "USD"],
    ["YPY", "JPY"],
  ])("names the currency that is nearest to %s", (sent, near) => {
    expect(detailOf({ amount: "1.00", currency: sent })).toEqual([
      `currency: Expected an ISO 4217 code such as "EUR". Did you mean "${near}"?`,
    ]);
  });

  it.each(["", "€", "bitcoin", "x".repeat(100_000)])(
    "names no currency where none is near (%#)",
    (sent) => {
      expect(detailOf({ amount: "1.00", currency: sent })).toEqual([
        'currency: Expected an ISO 4217 code such as "EUR".',
      ]);
    },
  );
});
