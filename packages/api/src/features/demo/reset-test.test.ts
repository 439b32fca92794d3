import { beforeEach, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, openAccount } from "../../test/books";
import { asSession, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { previewFile } from "../../test/import-files";
import { Mirror, readLists } from "../../test/mirror";
import { refusalOf } from "../../test/refusals";
import { currentRows, replayLog } from "../../test/replay-log";

const t = useRuntime();

let user: TestUser;
let key: TestKey;
let agent: AppCaller;
beforeEach(async () => {
  user = await createUser(t.runtime, { hasDemo: true });
  // Any scope will do: a test key needs none for this.
  key = await createKey(t.runtime, user, { mode: "test" });
  agent = await withKey(t.runtime, key);
});

/** A ledger's contents without what differs by design: ids and versions. */
async function essence(caller: AppCaller): Promise<string[]> {
  const rows = [...(await readLists(caller)).values()].map((row) => {
    if ("payee" in row)
      return [row.date, row.payee, row.amount.amount, row.kind, row.review].join(" ");
    return "name" in row ? row.name : "transfer";
  });
  return rows.sort();
}

/** Rows, an operation that was undone, and a draft. */
async function makeAMess(caller: AppCaller): Promise<void> {
  const accountId = await openAccount(caller, { name: "Mess" });
  const id = await addPurchase(caller, accountId);
  const other = await openAccount(caller, { name: "Other" });
  const amount = { amount: "1.00", currency: "EUR" };
  await caller.transfers.create({
    fromAccountId: accountId,
    toAccountId: other,
    date: "2026-03-31",
    amount,
  });
  const { operationId } = await caller.transactions.delete({ ids: [id], expectedCount: 1 });
  await caller.operations.undo({ id: operationId ?? "" });
  const { category } = await caller.categories.create({ name: "Parent", kind: "expense" });
  await caller.categories.create({ name: "Child", parentId: category.id });
  const draft = await previewFile(caller, accountId, "Date,Payee,Amount\n2026-03-31,Kiosk,-3.20\n");
  await caller.imports.commit({ id: draft.import?.id ?? "" });
  await previewFile(caller, accountId, "Date,Payee,Amount\n2026-03-31,Other kiosk,-3.20\n");
}

describe("ledger.resetTest", () => {
  it(
    "puts the test ledger back to its demo data, imports and drafts gone, for a test key that " +
      "writes anything and for the owner",
    async () => {
      const fresh = await essence(agent);
      const plain = await withKey(
        t.runtime,
        await createKey(t.runtime, user, { mode: "test", scopes: ["transactions:create"] }),
      );
      for (const caller of [plain, await asSession(t.runtime, user)]) {
        await makeAMess(agent);
        const answer = await caller.ledger.resetTest({ reason: "Again" });
        expect(answer).toMatchObject({
          outcome: "applied",
          balancesAfter: expect.arrayContaining([]),
        });
        expect(answer.created).toBe(fresh.length);
        expect(answer.deleted).toBeGreaterThan(fresh.length);
        expect(await essence(agent)).toEqual(fresh);
        expect((await agent.imports.list({})).items).toEqual([]);
      }
    },
  );

  it(
    "invariant 11, 13: it is the first operation of a new log, whose numbers go on, and which " +
      "replays to the tables",
    async () => {
      await makeAMess(agent);
      const [last] = (await agent.operations.list()).items;
      await agent.ledger.resetTest({ reason: "Again" });
      const { items } = await agent.operations.list();
      expect(items).toMatchObject([
        {
          procedure: "ledger.resetTest",
          seq: String(Number(last?.seq) + 1),
          reason: "Again",
          actor: "key",
        },
      ]);
      const { db } = t.runtime;
      expect(await replayLog(db, user.testLedgerId)).toEqual(
        await currentRows(db, user.testLedgerId),
      );
    },
  );

  it("touches no live ledger, not even one row of it, and a live key is refused", async () => {
    const owner = await asSession(t.runtime, user);
    await makeAMess(owner);
    const before = await currentRows(t.runtime.db, user.liveLedgerId);
    const log = await replayLog(t.runtime.db, user.liveLedgerId);
    await agent.ledger.resetTest();
    await owner.ledger.resetTest();
    expect(await currentRows(t.runtime.db, user.liveLedgerId)).toEqual(before);
    expect(await replayLog(t.runtime.db, user.liveLedgerId)).toEqual(log);
    const live = await withKey(t.runtime, await createKey(t.runtime, user));
    const tables = await dumpTables(t.runtime.db);
    expect(await refusalOf(live.ledger.resetTest())).toMatchObject({
      code: "FORBIDDEN",
      hint: expect.stringContaining("pfn_test_"),
    });
    expect(await dumpTables(t.runtime.db)).toEqual(tables);
  });

  it("a reader of changes is told to start over, and then has the new rows", async () => {
    const mirror = new Mirror(agent);
    await mirror.catchUp(200);
    await agent.ledger.resetTest();
    expect(await refusalOf(mirror.catchUp(200))).toMatchObject({ code: "CONFLICT", path: "since" });
    expect(await refusalOf(agent.changes.list({ since: "1" }))).toMatchObject({ code: "CONFLICT" });
    const fresh = new Mirror(agent);
    await fresh.catchUp(50);
    expect(fresh.contents()).toEqual(await readLists(agent));
  });

  it(
    "repeated with its idempotency key it happens once; what was written before it is " +
      "forgotten, and may be written again",
    async () => {
      const accountId = await openAccount(agent, { name: "Mine" });
      const account = {
        name: "Keyed",
        type: "cash",
        currency: "EUR",
        idempotencyKey: "before",
      } as const;
      const first = await agent.accounts.create(account);
      const reset = await agent.ledger.resetTest({ idempotencyKey: "reset" });
      expect(await agent.ledger.resetTest({ idempotencyKey: "reset" })).toEqual(reset);
      const second = await agent.accounts.create(account);
      expect(second.operationId).not.toBe(first.operationId);
      expect((await agent.accounts.list()).items.map(({ id }) => id)).toContain(second.account.id);
      expect(await refusalOf(agent.accounts.get({ id: accountId }))).toMatchObject({
        code: "NOT_FOUND",
      });
    },
  );

  it("a dry run leaves everything as it was and answers the numbers", async () => {
    await makeAMess(agent);
    const before = await dumpTables(t.runtime.db);
    const trial = await agent.ledger.resetTest({ dryRun: true });
    expect(await dumpTables(t.runtime.db)).toEqual(before);
    const done = await agent.ledger.resetTest();
    expect(trial).toMatchObject({
      outcome: "dryRun",
      created: done.created,
      deleted: done.deleted,
    });
  });

  it(
    "cannot be undone: alone it is a conflict, and a sweep over what its key " + "did stops there",
    async () => {
      await agent.ledger.resetTest();
      const [reset] = (await agent.operations.list()).items;
      await openAccount(agent, { name: "After" });
      expect(await refusalOf(agent.operations.undo({ id: reset?.id ?? "" }))).toMatchObject({
        code: "CONFLICT",
        path: "id",
      });
      const swept = await agent.operations.undoMany({ since: "2000-01-01T00:00:00Z" });
      expect(swept).toMatchObject({
        undone: [{ procedure: "accounts.create" }],
        stoppedBy: { operationId: reset?.id, reason: "final" },
      });
    },
  );
});
