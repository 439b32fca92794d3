import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller, RouterInputs, RouterOutputs } from "../../root";
import { addPurchase, categoryIds, eur, openAccount, purchase } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";
import { expectReplays } from "./test/expect-replays";

const t = useRuntime({ now: () => new Date("2026-03-20T12:00:00Z") });
let user: TestUser;
let owner: AppCaller;
let categoryId: (name: string) => string;

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
  categoryId = await categoryIds(owner);
});

type Summary = RouterOutputs["reports"]["summary"];

describe("a month of a household", () => {
  let report: Summary;
  beforeAll(async () => {
    const checking = await openAccount(owner, {
      openingBalance: eur("500.00"),
      openingDate: "2026-03-01",
    });
    const dollars = await openAccount(owner, { name: "Dollars", currency: "USD" });
    const usd = (amount: string) => ({ amount, currency: "USD" });
    const row = (date: string, amount: string, name: string | null) =>
      purchase(checking, {
        date,
        amount: eur(amount),
        categoryId: name === null ? null : categoryId(name),
      });
    await owner.transactions.create({
      transactions: [
        row("2026-02-03", "-80.00", "Groceries"),
        row("2026-02-28", "-30.00", "Health"),
        row("2026-03-01", "2000.00", "Salary"),
        row("2026-03-02", "-100.00", "Clothing"),
        row("2026-03-05", "40.00", "Clothing"),
        row("2026-03-06", "-9.00", null),
        row("2026-03-07", "1.00", null),
        { ...row("2026-03-20", "-60.00", "Groceries"), status: "pending" },
        row("2026-03-21", "-1.00", "Groceries"),
        purchase(dollars, {
          date: "2026-03-09",
          amount: usd("-5.00"),
          categoryId: categoryId("Groceries"),
        }),
        purchase(checking, {
          date: "2026-03-10",
          amount: eur("-12.00"),
          lines: [
            { amount: eur("-7.00"), categoryId: categoryId("Groceries") },
            { amount: eur("-5.00"), categoryId: categoryId("Health") },
          ],
        }),
      ],
    });
    report = await owner.reports.summary();
  });

  it("is this month so far unless told, against the same days of the month before", () => {
    expect(report.period).toEqual({ from: "2026-03-01", to: "2026-03-20" });
    expect(report.previousPeriod).toEqual({ from: "2026-02-01", to: "2026-02-20" });
  });

  it("tells income from expense by category; a refund makes its category's expense smaller", () => {
    const rows = report.items.map(({ currency, flow, name, sum, count, previous }) => [
      currency,
      flow,
      name,
      sum.amount,
      count,
      previous?.sum.amount,
    ]);
    expect(rows).toEqual([
      ["EUR", "income", "Salary", "2000.00", 1, "0.00"],
      ["EUR", "income", null, "1.00", 1, "0.00"],
      ["EUR", "expense", "Groceries", "-67.00", 2, "-80.00"],
      ["EUR", "expense", "Clothing", "-60.00", 2, "0.00"],
      ["EUR", "expense", null, "-9.00", 1, "0.00"],
      ["EUR", "expense", "Health", "-5.00", 1, "0.00"],
      ["USD", "expense", "Groceries", "-5.00", 1, "0.00"],
    ]);
  });

  it("totals each currency by itself, and counts a split transaction once", () => {
    const totals = report.totals.map(({ currency, flow, sum, count }) => [
      currency,
      flow,
      sum.amount,
      count,
    ]);
    expect(totals).toEqual([
      ["EUR", "income", "2001.00", 2],
      ["EUR", "expense", "-141.00", 5],
      ["EUR", "net", "1860.00", 7],
      ["USD", "income", "0.00", 0],
      ["USD", "expense", "-5.00", 1],
      ["USD", "net", "-5.00", 1],
    ]);
  });

  it("invariant 5: an opening is neither income nor expense, but counted apart", async () => {
    expect(report.excluded.map(({ kind, sum, count }) => [kind, sum, count])).toEqual([
      ["opening", eur("500.00"), 1],
    ]);
    await expectReplays(owner, report);
  });

  it("names no payee: a key that sees totals only gets the same report", async () => {
    const totalsOnly = await asKey(t.runtime, user, { scopes: ["reports:read"] });
    expect(await totalsOnly.reports.summary()).toEqual(report);
    expect(JSON.stringify(report)).not.toContain("Bakery");
    expect(await refusalOf(totalsOnly.transactions.list())).toMatchObject({ status: 403 });
  });

  it(
    "without any category in the ledger, counts what was spent as " + "expense all the same",
    async () => {
      const person = await createUser(t.runtime);
      const caller = await asSession(t.runtime, person);
      const [first] = (await caller.operations.list()).items;
      await caller.operations.undo({ id: first?.id ?? "" });
      await addPurchase(caller, await openAccount(caller), { date: "2026-03-10" });
      const report = await caller.reports.summary();
      expect(report.items).toMatchObject([{ flow: "expense", key: null, sum: eur("-12.50") }]);
      await expectReplays(caller, report);
    },
  );

  it("does not count what was undone", async () => {
    const { operationId } = await owner.transactions.create({
      transactions: [purchase(await openAccount(owner, { name: "More" }), { date: "2026-03-11" })],
    });
    expect(await owner.reports.summary()).not.toEqual(report);
    await owner.operations.undo({ id: operationId ?? "" });
    expect(await owner.reports.summary()).toEqual(report);
  });
});

describe("a report's input", () => {
  it.each<[RouterInputs["reports"]["summary"], string, string]>([
    [{ from: "2026-03-02", to: "2026-03-01" }, "to", "in order"],
    [{ from: "2026-04-01" }, "to", "in order"],
    [{ from: "2016-01-01", to: "2026-03-01" }, "to", "ten years"],
    [{ from: "2026-3-1" }, "from", "2026-03-31"],
  ])("%o is refused, naming the field and the remedy", async (input, path, remedy) => {
    const refusal = await refusalOf(owner.reports.summary(input));
    expect(refusal).toMatchObject({ status: 400, path });
    expect(`${refusal.detail} ${refusal.hint}`).toContain(remedy);
    expect(
      await refusalOf(owner.reports.balances({ from: input?.from, to: input?.to })),
    ).toMatchObject({
      status: 400,
      path,
    });
  });

  it("may lie at the beginning of time, where nothing is before it", async () => {
    const report = await owner.reports.summary({ from: "1900-01-01", to: "1900-01-31" });
    expect(report).toMatchObject({ previousPeriod: null, totals: [], items: [], excluded: [] });
  });
});

it("a stranger's rows are in no report", async () => {
  const stranger = await asSession(t.runtime, await createUser(t.runtime));
  await addPurchase(stranger, await openAccount(stranger), {
    date: "2026-03-11",
    amount: eur("-77777.00"),
  });
  const reports = await Promise.all([owner.reports.summary(), owner.reports.balances()]);
  expect(JSON.stringify(reports)).not.toContain("77777");
});
