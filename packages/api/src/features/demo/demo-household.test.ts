import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEMO_ACCOUNTS, type DemoBooks } from "./demo-books";
import { demoHousehold } from "./demo-household";

/** What a household's books come to in one currency, by category, in cents. */
function sumsOf({ entries }: DemoBooks): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { category, amountMinor } of entries.filter(isEuro).flatMap(({ parts }) => parts))
    sums.set(category, (sums.get(category) ?? 0) + Number(amountMinor));
  return sums;
}

const isEuro = ({ account }: { account: string }) => account !== "Dollar card";

/**
 * `-MM-01` of the month after this day's, which is 23 months before it in one of the last two
 * years.
 */
function after(today: string): string {
  const month = (Number(today.slice(5, 7)) % 12) + 1;
  return `-${String(month).padStart(2, "0")}-01`;
}

describe("the demo household", () => {
  const day = fc
    .date({ min: new Date("2020-01-01"), max: new Date("2040-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it(
    "has, on any day and by any seed, two years up to it: whole rows in three accounts, " +
      "refunds, splits and transfers, one kind across currencies",
    () => {
      fc.assert(
        fc.property(day, fc.nat(), (today, seed) => {
          const { begin, entries, transfers } = demoHousehold(today, seed);
          expect(begin).toBe(
            `${Number(today.slice(0, 4)) - (today.slice(5, 7) === "12" ? 1 : 2)}${after(today)}`,
          );
          expect(
            entries.every(({ date, payee }) => date >= begin && date <= today && payee !== ""),
          ).toBe(true);
          expect(
            entries.flatMap(({ parts }) => parts).every(({ amountMinor }) => amountMinor !== 0n),
          ).toBe(true);
          expect(
            transfers.every(
              ({ date, sentMinor, receivedMinor }) =>
                date <= today && sentMinor > 0n && receivedMinor > 0n,
            ),
          ).toBe(true);
          expect(new Set(entries.map(({ account }) => account)).size).toBe(DEMO_ACCOUNTS.length);
          expect(entries.filter(({ parts }) => parts.length > 1).length).toBeGreaterThan(12);
          expect(entries.filter(({ payee }) => payee.endsWith("refund")).length).toBeGreaterThan(4);
          expect(new Set(transfers.map(({ to }) => to))).toEqual(
            new Set(["Savings", "Dollar card"]),
          );
        }),
      );
    },
  );

  it("spends as a household may: rent is most, food next, and a little is left", () => {
    fc.assert(
      fc.property(day, fc.nat(), (today, seed) => {
        const sums = sumsOf(demoHousehold(today, seed));
        const spent = [...sums.values()]
          .filter((sum) => sum < 0)
          .reduce((total, sum) => total - sum, 0);
        const share = (category: string) => -(sums.get(category) ?? 0) / spent;
        expect(share("Housing")).toBeGreaterThan(0.3);
        expect(share("Housing")).toBeLessThan(0.5);
        expect(share("Groceries")).toBeGreaterThan(0.12);
        expect(share("Groceries")).toBeLessThan(0.25);
        for (const category of ["Utilities", "Eating out", "Transport", "Leisure", "Travel"]) {
          expect(share(category), category).toBeGreaterThan(0.02);
          expect(share(category), category).toBeLessThan(0.15);
        }
        const earned = sums.get("Salary") ?? 0;
        expect(earned).toBeGreaterThan(spent);
        expect(earned).toBeLessThan(1.6 * spent);
      }),
    );
  });

  it("never overdraws its checking account, and pays its card", () => {
    fc.assert(
      fc.property(day, fc.nat(), (today, seed) => {
        const { entries, transfers } = demoHousehold(today, seed);
        const moves = [
          ...entries.map(({ account, date, parts }) => ({
            account,
            date,
            minor: parts.reduce((a, b) => a + b.amountMinor, 0n),
          })),
          ...transfers.flatMap(({ from, to, date, sentMinor, receivedMinor }) => [
            { account: from, date, minor: -sentMinor },
            { account: to, date, minor: receivedMinor },
          ]),
        ].sort((a, b) => (a.date < b.date ? -1 : 1));
        const balances = new Map<string, bigint>(
          DEMO_ACCOUNTS.map(({ name, openingMinor }) => [name, openingMinor]),
        );
        for (const { account, minor } of moves) {
          balances.set(account, (balances.get(account) ?? 0n) + minor);
          expect(balances.get("Checking")).toBeGreaterThan(0n);
        }
        expect(balances.get("Dollar card")).toBeGreaterThan(-12_000n);
        expect(balances.get("Dollar card")).toBeLessThan(0n);
      }),
    );
  });

  it("is the same every time, and another one by another seed", () => {
    expect(demoHousehold("2026-06-15", 7)).toEqual(demoHousehold("2026-06-15", 7));
    expect(demoHousehold("2026-06-15", 7)).not.toEqual(demoHousehold("2026-06-15", 8));
  });
});
