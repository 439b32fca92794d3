import { expect, test } from "vitest";
import { CURRENCIES, currencyDigits, spellMinor } from "./currencies";

test.each([
  ["JPY", 0],
  ["EUR", 2],
  ["HUF", 2],
  ["KWD", 3],
  ["CLF", 4],
])("I1: %s has %d digits, as ISO 4217 says", (code, digits) => {
  expect(currencyDigits(code)).toBe(digits);
});

test("I1: every currency stands in the list once, in order, and nothing else is one", () => {
  expect(CURRENCIES).toEqual([...new Set(CURRENCIES)].sort());
  expect(CURRENCIES).toEqual(expect.arrayContaining(["CHF", "CLF", "EUR", "JPY", "KWD", "USD"]));
  expect(CURRENCIES.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  for (const other of ["", "eur", "EU", "EURO", "XXX", "DEM", "toString", "__proto__"]) {
    expect(currencyDigits(other), other).toBeUndefined();
  }
});

test.each([
  [-1250n, 2, "-12.50"],
  [-5n, 2, "-0.05"],
  [0n, 2, "0.00"],
  [1250n, 0, "1250"],
  [-7n, 0, "-7"],
  [1250n, 3, "1.250"],
  [10n ** 30n, 4, `${10n ** 26n}.0000`],
] as const)("I1: %d minor units of %d digits are %s", (minor, digits, text) => {
  expect(spellMinor(minor, digits)).toBe(text);
});
