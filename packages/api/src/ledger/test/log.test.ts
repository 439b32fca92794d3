import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { categoryIds, eur, openAccount, purchase } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";
import { currentRows, replayLog } from "../../test/replay-log";

const t = useRuntime();
let user: TestUser;
let owner: AppCaller;

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
});

/** One of every write that there is. */
async function writeEverything(): Promise<void> {
  await owner.ledger.fillDemo();
  const categoryId = (await categoryIds(owner))("Groceries");
  const accountId = await openAccount(owner, { name: "Own", openingBalance: eur("5.00") });
  const lines = [{ amount: eur("-12.00"), categoryId }, { amount: eur("-0.50") }];
  const made = await owner.transactions.create({
    transactions: [purchase(accountId, { lines }), purchase(accountId, { externalId: "1" })],
  });
  const [first] = made.results;
  const patch = { lines: [...lines].reverse(), note: "turned round" };
  await owner.transactions.update({
    transactions: [{ id: first?.result === "created" ? first.id : "", version: 1, patch }],
  });
  const agent = await asKey(t.runtime, user);
  const undone = await agent.transactions.create({ transactions: [purchase(accountId)] });
  const { operationId } = await agent.operations.undo({ id: undone.operationId ?? "" });
  await agent.operations.undo({ id: operationId ?? "" });
  await owner.transactions.create({ transactions: [purchase(accountId)], dryRun: true });
  await refusalOf(
    owner.transactions.create({ transactions: [purchase(accountId, { date: "2026-02-30" })] }),
  );
}

describe("the log (invariant 11)", () => {
  it("holds every change of every row: replayed from nothing, it gives today's rows", async () => {
    await writeEverything();
    for (const { id } of await t.runtime.db.ledger.findMany({ select: { id: true } })) {
      const rows = await currentRows(t.runtime.db, id);
      expect(Object.keys(rows).length).toBeGreaterThanOrEqual(15);
      expect(await replayLog(t.runtime.db, id)).toEqual(rows);
    }
  });

  it("names for each operation who did it, what, through which endpoint and why", async () => {
    const agent = await asKey(t.runtime, user, { label: "Agent" });
    const account = await openAccount(owner, { name: "Log" });
    const { operationId } = await agent.transactions.create({
      transactions: [purchase(account)],
      reason: "because",
    });
    expect(await owner.operations.get({ id: operationId ?? "" })).toMatchObject({
      actor: "key",
      keyLabel: "Agent",
      channel: "trpc",
      procedure: "transactions.create",
      reason: "because",
      changes: 1,
      rows: [{ entity: "transaction", before: null, after: { payee: "Bakery" } }],
    });
    const mine = await owner.operations.list({ limit: 2 });
    expect(mine.items[1]).toMatchObject({
      actor: "user",
      keyId: null,
      channel: "web",
      procedure: "accounts.create",
    });
  });

  it("also holds the rows that a ledger begins with", async () => {
    const { items } = await (
      await asSession(t.runtime, await createUser(t.runtime))
    ).operations.list();
    expect(items).toMatchObject([
      { seq: "1", actor: "system", procedure: "ledger.create", changes: 15 },
    ]);
  });
});
