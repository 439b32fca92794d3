import { currencyDigits } from "@pfn/keys/currencies";
import { describe, expect, it } from "vitest";
import { correctAmount } from "./correct-amount";
import { Money } from "./money";

const messageFor = (amount: string, currency: string) =>
  Money.safeParse({ amount, currency }).error?.issues[0]?.message ?? "accepted";

describe("I1: a refused amount shows the one that was meant", () => {
  it.each([
    ["12.5", "EUR", "12.50"],
    ["12", "EUR", "12.00"],
    ["12.", "EUR", "12.00"],
    [".5", "EUR", "0.50"],
    ["12,50", "EUR", "12.50"],
    ["12.500", "EUR", null],
    ["+12.50", "EUR", "12.50"],
    ["-0.00", "EUR", "0.00"],
    ["-0", "JPY", "0"],
    ["007.00", "EUR", "7.00"],
    [" 12.50", "EUR", "12.50"],
    ["12.50\u00a0", "EUR", "12.50"],
    ["1\u00a0234,50", "EUR", "1234.50"],
    ["1\u202f234,5", "EUR", "1234.50"],
    ["1'234.50", "EUR", "1234.50"],
    ["1,234.50", "EUR", "1234.50"],
    ["1.234,50", "EUR", "1234.50"],
    ["1_000_000", "EUR", "1000000.00"],
    ["1,234,567", "EUR", "1234567.00"],
    ["1 234", "EUR", "1234.00"],
    ["1e3", "EUR", "1000.00"],
    ["1e10", "EUR", "10000000000.00"],
    ["1".padStart(40, "0"), "JPY", "1"],
    ["1".padStart(41, "0"), "JPY", null],
    ["-1.25E+2", "EUR", "-125.00"],
    ["5e-1", "EUR", "0.50"],
    ["5e-3", "EUR", null],
    ["１２.５０", "EUR", "12.50"],
    ["－１２．５", "EUR", "-12.50"],
    ["\u221212.50", "EUR", "-12.50"],
    ["12.50", "JPY", null],
    ["12.00", "JPY", "12"],
    ["1 250", "JPY", "1250"],
    ["1.25", "KWD", "1.250"],
    ["1.2500", "KWD", "1.250"],
    ["1.25", "CLF", "1.2500"],
  ])("%j %s → %j", (sent, currency, meant) => {
    expect(correctAmount(sent, currencyDigits(currency) ?? 2)).toBe(meant);
    if (meant !== null) expect(messageFor(sent, currency)).toContain(`"${meant}"`);
  });

  it.each([
    ["1,234", "EUR", "thousands or decimals"],
    ["3.000", "EUR", "thousands or decimals"],
    ["1,250", "KWD", "thousands or decimals"],
    ["1.234", "CLF", "thousands or decimals"],
    ["12.505", "EUR", "it would have to be rounded"],
    ["0.1", "JPY", "it would have to be rounded"],
    ["12,34,567.00", "EUR", "groups that are not of three"],
    ["1.234.50", "EUR", "one sign for two marks"],
    ["1 2.50", "EUR", "a slip"],
    ["0,001.", "KWD", "a group of a zero"],
    ["0 500", "EUR", "a group of a zero"],
    ["-001,000", "CLP", "a group of a zero"],
    ["0,500", "KWD", "a group of a zero"],
    ["--1.00", "EUR", "two signs"],
    ["(12.50)", "EUR", "a bookkeeper's minus"],
    ["€12.50", "EUR", "more than a number"],
    ["0x10", "EUR", "not a decimal number"],
    ["NaN", "EUR", "not a number"],
    ["Infinity", "EUR", "not a number"],
    ["", "EUR", "nothing"],
    [".", "EUR", "nothing"],
    ["-", "EUR", "nothing"],
    ["e3", "EUR", "nothing"],
    ["1e400", "EUR", "absurdly large"],
    ["²", "EUR", "not a digit"],
    ["١٢", "EUR", "digits of a script that nobody sends by mistake"],
  ])("does not guess at %j %s: %s", (sent, currency) => {
    expect(correctAmount(sent, currencyDigits(currency) ?? 2)).toBeNull();
    expect(messageFor(sent, currency)).toMatch(
      /^Expected a decimal string with .* decimals for .*, at most .* either way\.$/,
    );
  });

  it.each([
    ["zeros", `${"0".repeat(100_000)}x`],
    ["zeros behind the mark", `1.${"0".repeat(100_000)}1`],
    ["spaces", `${" ".repeat(100_000)}x`],
    ["groups", `1${",000".repeat(100_000)}x`],
  ])("answers at once whatever is sent: a hundred thousand %s", (_, amount) => {
    expect(messageFor(amount, "EUR")).toMatch(/at most 100000000000\.00 either way\.$/);
  });
});
