import { beforeAll, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { eur, openAccount, purchase } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";

const t = useRuntime({ now: () => new Date("2026-03-20T12:00:00Z") });
let owner: AppCaller;

beforeAll(async () => {
  owner = await asSession(t.runtime, await createUser(t.runtime));
  const checking = await openAccount(owner, {
    openingBalance: eur("1000.00"),
    openingDate: "2024-12-31",
  });
  const card = await openAccount(owner, {
    name: "Card",
    type: "credit_card",
    openingBalance: eur("-40.00"),
    openingDate: "2025-10-15",
  });
  const yen = await openAccount(owner, {
    name: "Yen",
    currency: "JPY",
    openingBalance: { amount: "700", currency: "JPY" },
    openingDate: "2026-02-10",
  });
  await owner.transactions.create({
    transactions: [
      purchase(checking, { date: "2025-10-31" }),
      purchase(checking, { date: "2025-11-01" }),
      purchase(card, { date: "2026-03-20" }),
      purchase(card, { date: "2026-03-21" }),
      purchase(checking, { date: "2026-01-01", status: "pending" }),
      purchase(yen, { date: "2026-03-01", amount: { amount: "-1", currency: "JPY" } }),
    ],
  });
});

it(
  "net worth is per currency what all accounts held at the end of each month, and on the last " +
    "day",
  async () => {
    const { series } = await owner.reports.balances({ from: "2025-09-30" });
    expect(
      series.map(({ currency, points }) => [
        currency,
        points.map(({ date, sum }) => `${date} ${sum.amount}`),
      ]),
    ).toEqual([
      [
        "EUR",
        [
          "2025-09-30 1000.00",
          "2025-10-31 947.50",
          "2025-11-30 935.00",
          "2025-12-31 935.00",
          "2026-01-31 935.00",
          "2026-02-28 935.00",
          "2026-03-20 922.50",
        ],
      ],
      [
        "JPY",
        [
          "2025-09-30 0",
          "2025-10-31 0",
          "2025-11-30 0",
          "2025-12-31 0",
          "2026-01-31 0",
          "2026-02-28 700",
          "2026-03-20 699",
        ],
      ],
    ]);
  },
);

it(
  "invariant 3: each point is the sum of the balances that accounts.list answers as of that " +
    "day",
  async () => {
    const { series } = await owner.reports.balances();
    for (const { currency, points } of series) {
      expect(points).toHaveLength(12);
      for (const { date, sum } of points) {
        const { items } = await owner.accounts.list({ asOf: date });
        const own = items.filter((account) => account.currency === currency);
        const minor = own.reduce(
          (total, { posted }) => total + BigInt(posted.amount.replace(".", "")),
          0n,
        );
        expect([date, BigInt(sum.amount.replace(".", ""))]).toEqual([date, minor]);
      }
    }
  },
);

it("invariant 6: each point is the total of the list that it points to", async () => {
  const { series } = await owner.reports.balances();
  for (const { sum, count, replay } of series.flatMap(({ points }) => points)) {
    const { totals } = await owner.transactions.list({ ...replay, limit: 1, include: "totals" });
    expect(totals).toEqual(count === 0 ? [] : [{ count, sum }]);
  }
});

it("an empty ledger has no series", async () => {
  const empty = await asSession(t.runtime, await createUser(t.runtime));
  expect(await empty.reports.balances()).toEqual({ series: [] });
});

it("twelve months that would begin before 1900 begin there", async () => {
  const old = await asSession(t.runtime, await createUser(t.runtime));
  await openAccount(old, { openingBalance: eur("1.00"), openingDate: "1900-01-02" });
  const { series } = await old.reports.balances({ to: "1900-02-05" });
  expect(series[0]?.points.map(({ date, sum }) => [date, sum.amount])).toEqual([
    ["1900-01-31", "1.00"],
    ["1900-02-05", "1.00"],
  ]);
});
