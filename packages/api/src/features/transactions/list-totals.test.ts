import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller, RouterInputs, RouterOutputs } from "../../root";
import { categoryIds, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";

type Filters = RouterInputs["transactions"]["list"];
type Row = RouterOutputs["transactions"]["list"]["items"][number];

const t = useRuntime();
let owner: AppCaller;
const accounts: string[] = [];
const categories: string[] = [];
const CURRENCIES = ["EUR", "JPY", "KWD"] as const;
const DIGITS = { EUR: 2, JPY: 0, KWD: 3 };

const money = (minor: number, currency: (typeof CURRENCIES)[number]) => ({
  amount: (minor / 10 ** DIGITS[currency]).toFixed(DIGITS[currency]),
  currency,
});
const minorOf = ({ amount }: { amount: string }) => BigInt(amount.replace(".", ""));

beforeAll(async () => {
  owner = await asSession(t.runtime, await createUser(t.runtime));
  const idOf = await categoryIds(owner);
  categories.push(idOf("Groceries"), idOf("Clothing"), idOf("Salary"));
  for (const currency of CURRENCIES) {
    accounts.push(
      await openAccount(owner, {
        name: currency,
        currency,
        openingBalance: money(5_000, currency),
        openingDate: "2026-01-01",
      }),
    );
  }
  const part = fc.record({
    minor: fc.integer({ min: -3_000, max: 3_000 }).filter((minor) => minor !== 0),
    category: fc.nat(3),
  });
  const row = fc.record({
    account: fc.nat(2),
    day: fc.integer({ min: 1, max: 9 }),
    parts: fc.array(part, { minLength: 1, maxLength: 4 }),
  });
  const [rows = []] = fc.sample(fc.array(row, { minLength: 150, maxLength: 150 }), {
    numRuns: 1,
    seed: 5,
  });
  await owner.transactions.create({
    transactions: rows.map(({ account, day, parts }) => {
      const currency = CURRENCIES[account] ?? "EUR";
      return {
        accountId: accounts[account] ?? "",
        date: `2026-03-0${day}`,
        payee: "Shop",
        status: day > 7 ? ("pending" as const) : ("posted" as const),
        amount: money(
          parts.reduce((sum, { minor }) => sum + minor, 0),
          currency,
        ),
        lines: parts.map(({ minor, category }) => ({
          categoryId: categories[category] ?? null,
          amount: money(minor, currency),
        })),
      };
    }),
  });
});

async function readAll(filters: Filters): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await owner.transactions.list({
      ...filters,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
}

/**
 * What a caller would add up by hand, with nothing but the rows and the description of the filters.
 */
function addUp(rows: readonly Row[], { categoryId, uncategorized, flow }: Filters = {}) {
  const isWhole = categoryId === undefined && uncategorized !== true && flow === undefined;
  const isIncome = (line: Row["lines"][number]) =>
    line.categoryId === null ? minorOf(line.amount) >= 0n : line.categoryId === categories[2];
  const isMeant = (line: Row["lines"][number]) =>
    (categoryId === undefined ||
      (line.categoryId !== null && categoryId.includes(line.categoryId))) &&
    (uncategorized !== true || line.categoryId === null) &&
    (flow === undefined || isIncome(line) === (flow === "income"));
  return CURRENCIES.flatMap((currency) => {
    const own = rows.filter(({ amount }) => amount.currency === currency);
    const amounts = own.flatMap((row) =>
      isWhole ? [row.amount] : row.lines.filter(isMeant).map(({ amount }) => amount),
    );
    const sum = amounts.reduce((total, amount) => total + minorOf(amount), 0n);
    return own.length === 0 ? [] : [{ count: own.length, currency, sum }];
  });
}

describe("include=totals", () => {
  it(
    "counts and sums what the filters find, on all pages, per currency " + "and never across",
    async () => {
      const anyFilters = fc.record<Filters>(
        {
          categoryId: fc
            .uniqueArray(fc.constantFrom(0, 1, 2), { minLength: 1 })
            .map((places) => places.map((at) => categories[at] ?? "")),
          accountId: fc.constantFrom(0, 1, 2).map((at) => [accounts[at] ?? ""]),
          uncategorized: fc.boolean(),
          flow: fc.constantFrom("income", "expense"),
          direction: fc.constantFrom("in", "out"),
          status: fc.constantFrom("pending", "posted"),
          kind: fc.constantFrom("regular", "opening"),
          min: fc.constantFrom("0", "1.5", "20", "1000"),
          max: fc.constantFrom("2.005", "15", "1200"),
          from: fc.constantFrom("2026-03-02", "2026-03-06"),
        },
        { requiredKeys: [] },
      );
      await fc.assert(
        fc.asyncProperty(anyFilters, async (filters) => {
          const { totals, items } = await owner.transactions.list({
            ...filters,
            limit: 1,
            include: "totals",
          });
          const rows = await readAll(filters);
          const read = totals?.map(({ count, sum }) => ({
            count,
            currency: sum.currency,
            sum: minorOf(sum),
          }));
          expect(read).toEqual(addUp(rows, filters));
          expect(items).toEqual(rows.slice(0, 1));
        }),
        { numRuns: 60 },
      );
    },
  );

  it("is left out unless asked for, and may be asked for on any page", async () => {
    const first = await owner.transactions.list({ limit: 3 });
    expect(first).not.toHaveProperty("totals");
    const second = await owner.transactions.list({
      limit: 3,
      cursor: first.nextCursor ?? "",
      include: "totals",
    });
    expect(second.totals).toEqual((await owner.transactions.list({ include: "totals" })).totals);
  });

  it("of nothing is empty", async () => {
    expect((await owner.transactions.list({ q: "nobody", include: "totals" })).totals).toEqual([]);
  });
});

it("a size means whole units of each row's own currency", async () => {
  const rows = await readAll({ min: "1.5", max: "20" });
  expect(new Set(rows.map(({ amount }) => amount.currency))).toEqual(new Set(CURRENCIES));
  for (const { amount } of rows)
    expect(Math.abs(Number(amount.amount))).toSatisfy((size: number) => size >= 1.5 && size <= 20);
  const every = await readAll({});
  const between = every.filter(
    ({ amount }) => Math.abs(Number(amount.amount)) >= 1.5 && Math.abs(Number(amount.amount)) <= 20,
  );
  expect(rows).toEqual(between);
});
