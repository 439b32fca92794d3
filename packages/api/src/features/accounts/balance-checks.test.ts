import { beforeEach, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, eur, openAccount } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpBooks } from "../../test/dump-tables";
import { createUser } from "../../test/factories";
import { commitFile } from "../../test/import-files";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let caller: AppCaller;
beforeEach(async () => {
  caller = await asSession(t.runtime, await createUser(t.runtime));
});

const FILE = [
  "Date,Payee,Amount,Balance",
  "2026-03-02,Rent,-700.00,300.00",
  "2026-03-03,Kiosk,-3.20,296.80",
  "2026-03-03,Bakery,-6.80,290.00",
  "2026-03-09,Wages,2000.00,2290.00",
  "",
].join("\n");

async function openWithFile(): Promise<string> {
  const accountId = await openAccount(caller, {
    openingBalance: eur("1000.00"),
    openingDate: "2026-03-01",
  });
  await commitFile(caller, accountId, FILE);
  return accountId;
}

describe("accounts.checkBalance", () => {
  it("agrees with what the posted rows add up to, and says where nothing is known", async () => {
    const accountId = await openAccount(caller, {
      openingBalance: eur("100.00"),
      openingDate: "2026-01-01",
    });
    await addPurchase(caller, accountId, { date: "2026-03-01", status: "pending" });
    await addPurchase(caller, accountId, { date: "2026-04-01" });
    const asked = { accountId, on: "2026-03-31", amount: eur("100.00") };
    const agreed = {
      ...{ stated: eur("100.00"), computed: eur("100.00"), gap: eur("0.00") },
      ...{ comparedAs: "balance", lastAgreeing: null, firstDifferingDay: null },
    };
    expect(await caller.accounts.checkBalance(asked)).toEqual(agreed);
    expect(await caller.accounts.checkBalance({ ...asked, amount: "100.00" })).toEqual(agreed);
    expect(await caller.accounts.checkBalance({ ...asked, amount: "99.95" })).toMatchObject({
      ...{ computed: eur("100.00"), gap: eur("-0.05"), firstDifferingDay: null },
    });
  });

  it("names the first day on which the ledger left the balances that the bank stated", async () => {
    const accountId = await openWithFile();
    const asked = { accountId, on: "2026-03-31", amount: eur("2290.00") };
    expect(await caller.accounts.checkBalance(asked)).toMatchObject({
      gap: eur("0.00"),
      lastAgreeing: { on: "2026-03-09", amount: eur("2290.00") },
      firstDifferingDay: null,
    });
    const { items } = await caller.transactions.list({ q: "Bakery" });
    const ids = items.map(({ id }) => id);
    await caller.transactions.delete({ ids, expectedCount: 1 });
    expect(await caller.accounts.checkBalance(asked)).toMatchObject({
      ...{ computed: eur("2296.80"), gap: eur("-6.80") },
      lastAgreeing: { on: "2026-03-02", amount: eur("300.00") },
      firstDifferingDay: "2026-03-03",
    });
  });

  it("a row that was written twice is named by its day, too", async () => {
    const accountId = await openWithFile();
    await addPurchase(caller, accountId, { date: "2026-03-05", amount: eur("-1.00") });
    expect(
      await caller.accounts.checkBalance({ accountId, on: "2026-03-31", amount: "2290.00" }),
    ).toMatchObject({
      gap: eur("1.00"),
      lastAgreeing: { on: "2026-03-03" },
      firstDifferingDay: "2026-03-09",
    });
  });

  it("of a card, what is owed agrees with or without a minus; of money it does not", async () => {
    const card = await openAccount(caller, {
      ...{ name: "Card", type: "credit_card" as const },
      ...{ openingBalance: eur("-123.45"), openingDate: "2026-01-01" },
    });
    const ask = (accountId: string, amount: string) =>
      caller.accounts.checkBalance({ accountId, on: "2026-03-31", amount });
    expect(await ask(card, "-123.45")).toMatchObject({ comparedAs: "balance", gap: eur("0.00") });
    expect(await ask(card, "123.45")).toMatchObject({ comparedAs: "owed", gap: eur("0.00") });
    expect(await ask(card, "123.00")).toMatchObject({ comparedAs: "owed", gap: eur("-0.45") });
    const money = await openAccount(caller, {
      ...{ openingBalance: eur("-123.45"), openingDate: "2026-01-01" },
    });
    expect(await ask(money, "123.45")).toMatchObject({
      comparedAs: "balance",
      gap: eur("246.90"),
    });
  });

  it("refuses another currency, a text that is no amount, a stranger's account", async () => {
    const accountId = await openAccount(caller);
    const ask = (amount: string | { amount: string; currency: string }, id = accountId) =>
      refusalOf(caller.accounts.checkBalance({ accountId: id, on: "2026-03-31", amount }));
    expect(await ask({ amount: "1.00", currency: "USD" })).toMatchObject({
      ...{ code: "BAD_REQUEST", path: "amount.currency" },
    });
    expect(await ask("1.0")).toMatchObject({ code: "BAD_REQUEST", path: "amount" });
    const other = await asSession(t.runtime, await createUser(t.runtime));
    expect(await ask("1.00", await openAccount(other))).toMatchObject({
      ...{ code: "NOT_FOUND", path: "accountId" },
    });
  });
});

describe("accounts.assertBalance", () => {
  const asserted = (accountId: string, on: string, amount: string) =>
    caller.accounts.assertBalance({ accountId, on, amount: eur(amount) });

  it("keeps a balance without changing a row; its undo takes it away", async () => {
    const accountId = await openWithFile();
    const [before, checks] = [
      await dumpBooks(t.runtime.db),
      await caller.accounts.balanceChecks({ accountId }),
    ];
    const { operationId, check } = await asserted(accountId, "2026-03-31", "2300.00");
    expect(check).toMatchObject({
      ...{ on: "2026-03-31", amount: eur("2300.00"), computed: eur("2290.00") },
      ...{ gap: eur("10.00"), importId: null, operationId },
    });
    const after = await dumpBooks(t.runtime.db);
    expect({ ...after, balance_checks: before["balance_checks"] }).toEqual(before);
    await caller.operations.undo({ id: operationId ?? "" });
    expect(await caller.accounts.balanceChecks({ accountId })).toEqual(checks);
  });

  it("an equal balance of the same day is kept once; a dry run keeps none", async () => {
    const accountId = await openAccount(caller);
    const input = { accountId, on: "2026-03-31", amount: "5.00" };
    await caller.accounts.assertBalance({ ...input, dryRun: true });
    expect((await caller.accounts.balanceChecks({ accountId })).items).toEqual([]);
    const first = await caller.accounts.assertBalance(input);
    const again = await caller.accounts.assertBalance({ ...input, amount: eur("5.00") });
    expect([again.checkId, again.created]).toEqual([first.checkId, 0]);
    expect((await caller.accounts.balanceChecks({ accountId })).items).toHaveLength(1);
  });

  it("A3: a key that writes accounts and reads none is not told the balance", async () => {
    const user = await createUser(t.runtime);
    const accountId = await openAccount(await asSession(t.runtime, user));
    const agent = await asKey(t.runtime, user, { scopes: ["accounts:write"] });
    const answer = await agent.accounts.assertBalance({
      ...{ accountId, on: "2026-03-31", amount: "5.00" },
    });
    expect(answer).toMatchObject({ created: 1, check: null, balancesAfter: [] });
  });
});

describe("accounts.balanceChecks", () => {
  it("lists the latest day first, page by page, each with today's gap", async () => {
    const accountId = await openWithFile();
    for (const [on, amount] of [
      ["2026-03-02", "300.00"],
      ["2026-03-31", "2290.00"],
      ["2026-02-28", "0.00"],
    ] as const)
      await caller.accounts.assertBalance({ accountId, on, amount });
    await addPurchase(caller, accountId, { date: "2026-03-20", amount: eur("-1.00") });
    const { items, nextCursor } = await caller.accounts.balanceChecks({ accountId, limit: 3 });
    const rest = await caller.accounts.balanceChecks({ accountId, cursor: nextCursor ?? "" });
    expect([...items, ...rest.items].map(({ on, gap }) => [on, gap.amount])).toEqual([
      ["2026-03-31", "1.00"],
      ["2026-03-09", "0.00"],
      ["2026-03-02", "0.00"],
      ["2026-02-28", "0.00"],
    ]);
    expect(items[1]?.importId).not.toBeNull();
    expect(rest.nextCursor).toBeNull();
  });
});
