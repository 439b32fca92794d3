import { beforeAll, describe, expect, it } from "vitest";
import { type CurrencyMarks, currencyMarks } from "./currency-marks";
import type { DecimalMark } from "./mapping";
import { readMoney } from "./read-number";

const marks = new Map<string, CurrencyMarks>();
beforeAll(async () => {
  for (const currency of ["EUR", "INR", "BRL", "JPY", "SEK"])
    marks.set(currency, await currencyMarks(currency));
});

function read(cell: string, decimalMark: DecimalMark, currency = "EUR") {
  const found = marks.get(currency);
  if (found === undefined) throw new Error("Its marks were made.");
  const record = { cells: [cell], line: 1 };
  const money = readMoney(record, 1, { currency, decimalMark, marks: found });
  return typeof money === "string" ? money : Number(money.minor);
}

describe("an amount is read to the last digit, or not at all", () => {
  it.each<[string, DecimalMark, string, number]>([
    ["1,234.50", ".", "EUR", 123_450],
    ["1.234,50", ",", "EUR", 123_450],
    ["1'234.50", ".", "EUR", 123_450],
    ["1\u202f234,50 €", ",", "EUR", 123_450],
    ["(12.50)", ".", "EUR", -1_250],
    ["12.50-", ".", "EUR", -1_250],
    ["\u221212,50", ",", "EUR", -1_250],
    ["- 12.50", ".", "EUR", -1_250],
    ["EUR 12.50", ".", "EUR", 1_250],
    ["R$ -10,50", ",", "BRL", -1_050],
    ["1,00,000.00", ".", "INR", 10_000_000],
    ["Rs.500", ".", "INR", 50_000],
    ["1,200", ".", "JPY", 1_200],
    ["12,50 kr.", ",", "SEK", 1_250],
    [".50", ".", "EUR", 50],
    ["1000,", ",", "EUR", 100_000],
    ["١٢٫٥", ".", "EUR", 1_250],
  ])("%s with %s in %s", (cell, mark, currency, minor) => {
    expect(read(cell, mark, currency)).toBe(minor);
  });

  it.each<[string, DecimalMark, string]>([
    ["--21.78", ".", "unread"],
    ["-12.50-", ".", "unread"],
    ["(-12.50)", ".", "unread"],
    ["12.-", ".", "unread"],
    ["12.345", ".", "unread"],
    ["1,2345", ".", "unread"],
    ["12 apples", ".", "unread"],
    ["12.50 USD", ".", "foreign"],
    ["$12.50", ".", "foreign"],
    ["-", ".", "empty"],
    ["", ".", "empty"],
  ])("%s with %s is %s", (cell, mark, what) => {
    expect(read(cell, mark)).toBe(what);
  });
});
