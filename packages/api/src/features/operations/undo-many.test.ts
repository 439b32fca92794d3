import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, categoryIds, openAccount } from "../../test/books";
import { asSession, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpBooks, dumpTables } from "../../test/dump-tables";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";
import { currentRows, replayLog } from "../../test/replay-log";

const t = useRuntime();
const SINCE = "2020-01-01T00:00:00Z";
let user: TestUser;
let key: TestKey;
let owner: AppCaller;
let agent: AppCaller;
let accountId: string;

beforeEach(async () => {
  user = await createUser(t.runtime);
  key = await createKey(t.runtime, user);
  owner = await asSession(t.runtime, user);
  agent = await withKey(t.runtime, key);
  accountId = await openAccount(owner);
});

const undoAgent = (fields: object = {}) =>
  owner.operations.undoMany({ keyId: key.id, since: SINCE, ...fields });
const states = async () =>
  (await owner.operations.list()).items.map(({ procedure, state }) => `${procedure} ${state}`);

/** The agent adds a row of its own and sorts one of the owner's; the owner writes in between. */
async function work() {
  const mine = await addPurchase(owner, accountId);
  const before = await dumpBooks(t.runtime.db);
  const categoryId = (await categoryIds(owner))("Groceries");
  await agent.transactions.update({
    transactions: [{ id: mine, version: 1, patch: { categoryId } }],
  });
  const added = await addPurchase(agent, accountId, { payee: "Agent" });
  await agent.transactions.update({
    transactions: [{ id: added, version: 1, patch: { payee: "Renamed" } }],
  });
  return { mine, added, before };
}

describe("operations.undoMany (invariant 10)", () => {
  it(
    "undoes all that a key did, newest first, as one operation; undoing that does all of it " +
      "again, and so on",
    async () => {
      const { before } = await work();
      const after = await dumpBooks(t.runtime.db);
      const swept = await undoAgent({ reason: "Gone astray" });
      expect(swept).toMatchObject({ outcome: "applied", stoppedBy: null });
      expect(swept.undone.map(({ procedure }) => procedure)).toEqual([
        "transactions.update",
        "transactions.create",
        "transactions.update",
      ]);
      expect(await dumpBooks(t.runtime.db)).toEqual(before);
      const undone = [
        "transactions.update undone",
        "transactions.create undone",
        "transactions.update undone",
      ];
      expect((await states()).slice(0, 4)).toEqual(["operations.undoMany applied", ...undone]);
      const [, newest] = (await owner.operations.list()).items;
      expect(newest?.undoneBy).toBe(swept.operationId);
      const redone = await owner.operations.undo({ id: swept.operationId ?? "" });
      expect(await dumpBooks(t.runtime.db)).toEqual(after);
      expect((await states()).slice(1, 5)).toEqual([
        "operations.undoMany undone",
        ...undone.map((state) => state.replace("undone", "applied")),
      ]);
      await owner.operations.undo({ id: redone.operationId ?? "" });
      expect(await dumpBooks(t.runtime.db)).toEqual(before);
      expect(await replayLog(t.runtime.db, user.liveLedgerId)).toEqual(
        await currentRows(t.runtime.db, user.liveLedgerId),
      );
    },
  );

  it(
    "stops before the first operation with a conflict, names it and the row, and keeps what " +
      "it undid until there",
    async () => {
      const { mine, added } = await work();
      const own = await owner.transactions.update({
        transactions: [{ id: mine, version: 2, patch: { note: "Mine" } }],
      });
      const tried = await undoAgent({ dryRun: true });
      const swept = await undoAgent();
      expect(swept.undone).toEqual(tried.undone);
      expect(swept).toMatchObject({
        undone: [{ procedure: "transactions.update" }, { procedure: "transactions.create" }],
        stoppedBy: {
          reason: "conflict",
          conflicts: [{ entity: "transaction", entityId: mine, reason: "changed" }],
        },
      });
      const { items } = await owner.transactions.list();
      expect(items.map(({ id }) => id)).toEqual([mine]);
      expect(items[0]?.id).not.toBe(added);
      await owner.operations.undo({ id: own.operationId ?? "" });
      expect((await undoAgent()).undone).toHaveLength(1);
    },
  );

  it("takes back nothing of an operation that it cannot undo wholly", async () => {
    const [first, second] = [
      await addPurchase(owner, accountId),
      await addPurchase(owner, accountId),
    ];
    const patch = { note: "Agent" };
    await agent.transactions.update({
      transactions: [first, second].map((id) => ({ id, version: 1, patch })),
    });
    await owner.transactions.update({
      transactions: [{ id: second, version: 2, patch: { note: "Owner" } }],
    });
    const before = await dumpBooks(t.runtime.db);
    expect(await undoAgent()).toMatchObject({
      undone: [],
      updated: 0,
      stoppedBy: { reason: "conflict" },
    });
    expect(await dumpBooks(t.runtime.db)).toEqual(before);
  });

  it(
    "counts only from the moment on, leaves what is undone already, and a dry run changes " +
      "nothing",
    async () => {
      const { operationId } = await agent.accounts.create({
        name: "Old",
        type: "cash",
        currency: "EUR",
      });
      await sleep(20);
      const since = new Date().toISOString();
      await sleep(20);
      const made = await agent.accounts.create({ name: "New", type: "cash", currency: "EUR" });
      const again = await agent.accounts.create({ name: "Newer", type: "cash", currency: "EUR" });
      await agent.operations.undo({ id: again.operationId ?? "" });
      const before = await dumpTables(t.runtime.db);
      await undoAgent({ since, dryRun: true });
      expect(await dumpTables(t.runtime.db)).toEqual(before);
      await undoAgent({ since });
      const { state } = await owner.operations.get({ id: made.operationId ?? "" });
      expect([state, (await owner.operations.get({ id: operationId ?? "" })).state]).toEqual([
        "undone",
        "applied",
      ]);
    },
  );

  it("lets a key undo its own only, and only while it holds every scope that it used", async () => {
    await work();
    const other = await withKey(t.runtime, await createKey(t.runtime, user));
    expect((await other.operations.undoMany({ since: SINCE })).undone).toEqual([]);
    expect(
      await refusalOf(other.operations.undoMany({ since: SINCE, keyId: key.id })),
    ).toMatchObject({ status: 404 });
    const where = { id: key.id };
    const { scopes } = await t.runtime.db.integrationKey.findUniqueOrThrow({
      where,
      select: { scopes: true },
    });
    await t.runtime.db.integrationKey.update({
      where,
      data: { scopes: ["transactions:create"] },
      select: { id: true },
    });
    const weaker = await withKey(t.runtime, key);
    expect(await refusalOf(weaker.operations.undoMany({ since: SINCE }))).toMatchObject({
      status: 403,
      hint: expect.stringContaining("transactions:categorize"),
    });
    // What the agent was let in with does not count, but what its key holds now.
    expect(await refusalOf(agent.operations.undoMany({ since: SINCE }))).toMatchObject({
      status: 403,
    });
    await t.runtime.db.integrationKey.update({ where, data: { scopes }, select: { id: true } });
    expect((await agent.operations.undoMany({ since: SINCE })).undone).toHaveLength(3);
  });

  it("asks the owner whose operations", async () => {
    expect(await refusalOf(owner.operations.undoMany({ since: SINCE }))).toMatchObject({
      status: 400,
      path: "keyId",
    });
  });
});
