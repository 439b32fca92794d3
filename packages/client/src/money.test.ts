import { CURRENCIES } from "@pfn/keys/currencies";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addMoney,
  compareMoney,
  formatMoney,
  fromMinor,
  type Money,
  negateMoney,
  splitMoney,
  sumMoney,
  toMinor,
} from "./index";

const currency = fc.constantFrom(...CURRENCIES);
const minor = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
const eur = (amount: string): Money => ({ amount, currency: "EUR" });

describe("I1: money in the client is exact", () => {
  it("reads back every amount of every currency as it was written", () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => toMinor(fromMinor(amount, code)) === amount),
    );
  });

  it.each([
    ["-12.50", "EUR", -1_250n],
    ["-0.05", "EUR", -5n],
    ["1250", "JPY", 1_250n],
    ["1.250", "KWD", 1_250n],
    ["0.0001", "CLF", 1n],
  ])("%s %s is %s minor units", (amount, code, expected) => {
    expect(toMinor({ amount, currency: code })).toBe(expected);
    expect(fromMinor(expected, code)).toEqual({ amount, currency: code });
  });

  it.each(["", "-", "12", "12.5", "12.500", "1,250.00", "1e2", " 1.00", "+1.00", ".50", "NaN"])(
    "%j is no amount in EUR",
    (amount) => {
      expect(() => toMinor(eur(amount))).toThrow(RangeError);
      expect(() => formatMoney(eur(amount))).toThrow(RangeError);
    },
  );

  it("no code outside ISO 4217 is a currency", () => {
    for (const code of ["eur", "DEM", "", "toString"])
      expect(() => fromMinor(1n, code)).toThrow(RangeError);
  });

  it("adds, negates and compares without floats", () => {
    expect(addMoney(eur("0.10"), eur("0.20"))).toEqual(eur("0.30"));
    expect(negateMoney(eur("-12.50"))).toEqual(eur("12.50"));
    expect(negateMoney(eur("0.00"))).toEqual(eur("0.00"));
    expect([eur("1.00"), eur("-2.00"), eur("0.50")].toSorted(compareMoney)).toEqual([
      eur("-2.00"),
      eur("0.50"),
      eur("1.00"),
    ]);
    expect(compareMoney(eur("1.00"), eur("1.00"))).toBe(0);
    expect(addMoney(eur("90071992547409.93"), eur("0.01"))).toEqual(eur("90071992547409.94"));
  });

  it("sums as the minor units do, and nothing to zero", () => {
    fc.assert(
      fc.property(fc.array(minor), currency, (amounts, code) => {
        const total = amounts.reduce((a, b) => a + b, 0n);
        const summed = sumMoney(
          amounts.map((amount) => fromMinor(amount, code)),
          code,
        );
        expect(summed).toEqual(fromMinor(total, code));
      }),
    );
    expect(sumMoney([], "EUR")).toEqual(eur("0.00"));
  });

  it("never adds or compares what is in different currencies", () => {
    const dollar = { amount: "1.00", currency: "USD" };
    for (const use of [
      () => addMoney(eur("1.00"), dollar),
      () => sumMoney([eur("1.00"), dollar], "EUR"),
      () => compareMoney(eur("1.00"), dollar),
    ])
      expect(use).toThrow("Expected an amount in EUR, got USD");
  });
});

describe("a split", () => {
  it("loses no cent, gives weight 0 nothing, and misses the exact share by less than one", () => {
    const weights = fc
      .array(fc.nat(1_000), { minLength: 1 })
      .filter((list) => list.some((weight) => weight > 0));
    fc.assert(
      fc.property(minor, currency, weights, (amount, code, list) => {
        const whole = fromMinor(amount, code);
        const parts = splitMoney(whole, list);
        expect(sumMoney(parts, code)).toEqual(whole);
        const sum = list.reduce((a, b) => a + b, 0);
        for (const [index, part] of parts.entries()) {
          const weight = BigInt(list[index] ?? 0);
          const off = toMinor(part) * BigInt(sum) - amount * weight;
          expect(
            weight === 0n ? toMinor(part) === 0n : off < BigInt(sum) && -off < BigInt(sum),
          ).toBe(true);
        }
      }),
    );
  });

  it("gives what cannot be divided to the first parts", () => {
    expect(splitMoney(eur("-10.00"), [1, 1, 1])).toEqual([
      eur("-3.34"),
      eur("-3.33"),
      eur("-3.33"),
    ]);
    expect(splitMoney(eur("0.05"), [70, 0, 30])).toEqual([eur("0.04"), eur("0.00"), eur("0.01")]);
  });

  it("gives nothing more to a part that comes out even", () => {
    expect(splitMoney(eur("0.02"), [2, 1, 1])).toEqual([eur("0.01"), eur("0.01"), eur("0.00")]);
  });

  it("refuses weights that say nothing", () => {
    for (const weights of [[], [0, 0], [-1, 2], [0.5], [Number.NaN]])
      expect(() => splitMoney(eur("1.00"), weights)).toThrow(RangeError);
  });
});

describe("money for people", () => {
  it("is written in the manner of a language, with exactly the currency's digits", () => {
    expect(formatMoney(eur("-1250.50"), "en")).toBe("-€1,250.50");
    expect(formatMoney(eur("1250.50"), "de-DE")).toBe("1.250,50\u00a0€");
    expect(formatMoney({ amount: "1250", currency: "JPY" }, "en")).toBe("¥1,250");
    expect(formatMoney({ amount: "0.50", currency: "HUF" }, "en")).toBe("HUF\u00a00.50");
  });

  it("shows every digit of every amount", () => {
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const shown = formatMoney(fromMinor(amount, code), "en").replace(/\D/g, "");
        expect(shown).toBe(fromMinor(amount, code).amount.replace(/\D/g, ""));
      }),
    );
  });
});
