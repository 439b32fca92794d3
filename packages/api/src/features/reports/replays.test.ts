import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { categoryIds, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { expectReplays } from "./test/expect-replays";

const t = useRuntime({ now: () => new Date("2026-03-20T12:00:00Z") });

describe(
  "invariant 6: with random books, every figure is the total of the list " + "that it points to",
  () => {
    const part = fc.record({ minor: fc.integer({ min: -900, max: 900 }), category: fc.nat(4) });
    const row = fc.record({
      account: fc.nat(2),
      day: fc.nat(80),
      isPending: fc.boolean(),
      parts: fc.array(part, { minLength: 1, maxLength: 4 }),
    });
    const CURRENCIES = ["EUR", "EUR", "USD"] as const;

    it.each(["category", "month", "account"] as const)("by %s", async (groupBy) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(row, { minLength: 5, maxLength: 60 }),
          fc.nat(40),
          fc.nat(40),
          async (rows, begin, length) => {
            const caller = await asSession(t.runtime, await createUser(t.runtime));
            const idOf = await categoryIds(caller);
            const categories = [
              idOf("Groceries"),
              idOf("Clothing"),
              idOf("Salary"),
              idOf("Other income"),
            ];
            const day = (days: number) =>
              new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
            const accounts: string[] = [];
            for (const [index, currency] of CURRENCIES.entries())
              accounts.push(
                await openAccount(caller, {
                  name: `A${index}`,
                  currency,
                  openingBalance: { amount: "7.00", currency },
                  openingDate: day(begin),
                }),
              );
            await caller.transactions.create({
              transactions: rows.map(({ account, day: at, isPending, parts }) => {
                const money = (minor: number) => ({
                  amount: (minor / 100).toFixed(2),
                  currency: CURRENCIES[account] ?? "EUR",
                });
                return {
                  accountId: accounts[account] ?? "",
                  date: day(at),
                  payee: "Somebody",
                  status: isPending ? ("pending" as const) : ("posted" as const),
                  amount: money(parts.reduce((sum, { minor }) => sum + minor, 0)),
                  lines: parts.map(({ minor, category }) => ({
                    amount: money(minor),
                    categoryId: categories[category] ?? null,
                  })),
                };
              }),
            });
            const report = await caller.reports.summary({
              from: day(begin),
              to: day(begin + length),
              groupBy,
            });
            await expectReplays(caller, report);
            // The groups are a partition: none is missing, and none counted twice.
            for (const { currency, flow, sum } of report.totals) {
              const items = report.items.filter(
                (item) => item.currency === currency && [item.flow, "net"].includes(flow),
              );
              const cents = items.reduce(
                (total, item) => total + BigInt(item.sum.amount.replace(".", "")),
                0n,
              );
              expect(cents).toBe(BigInt(sum.amount.replace(".", "")));
            }
          },
        ),
        { numRuns: 6 },
      );
    });
  },
);
