import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, openAccount } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";

const t = useRuntime();
let owner: AppCaller;
let live: AppCaller;
let practice: AppCaller;

beforeAll(async () => {
  const user = await createUser(t.runtime, { hasDemo: true });
  owner = await asSession(t.runtime, user);
  live = await asKey(t.runtime, user, { mode: "live" });
  practice = await asKey(t.runtime, user, { mode: "test" });
});

const accountsOf = async (caller: AppCaller) =>
  (await caller.accounts.list({})).items.map(({ name }) => name);

describe("a person's two ledgers", () => {
  it("begin apart: the live one empty but for categories, the test one with a demo", async () => {
    expect(await accountsOf(live)).toEqual([]);
    expect(await accountsOf(owner)).toEqual([]);
    expect(await accountsOf(practice)).toEqual(["Checking", "Dollar card", "Savings"]);
    expect((await live.transactions.list({})).items).toEqual([]);
    expect((await practice.transactions.list({})).items).toHaveLength(50);
    expect((await live.categories.list()).items).toHaveLength(15);
    expect((await practice.categories.list()).items).toHaveLength(15);
  });

  it("stay apart: the person and a live key see one ledger, a test key the other", async () => {
    const account = await openAccount(live, { name: "Real" });
    const row = await addPurchase(owner, account, { payee: "Real money" });
    await openAccount(practice, { name: "Play" });
    expect(await accountsOf(owner)).toEqual(["Real"]);
    expect(await accountsOf(live)).toEqual(["Real"]);
    expect(await accountsOf(practice)).toEqual(["Checking", "Dollar card", "Play", "Savings"]);
    expect((await live.transactions.list({})).items.map(({ id }) => id)).toEqual([row]);
    expect((await practice.transactions.list({ q: "Real money" })).items).toEqual([]);
  });

  it("tell a key which of them it opens", async () => {
    const [mine, test] = [await live.me.get(), await practice.me.get()];
    expect([mine.ledger.mode, mine.key.mode, test.ledger.mode, test.key.mode]).toEqual([
      "live",
      "live",
      "test",
      "test",
    ]);
    expect(mine.ledger.id).not.toBe(test.ledger.id);
  });
});
