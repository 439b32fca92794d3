import { beforeEach, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, openAccount, purchase } from "../../test/books";
import { asSession, withKey } from "../../test/callers";
import { addSmallOperations } from "../../test/cost/fill-history";
import { measureRowsRead } from "../../test/cost/measure-rows-read";
import { useRuntime } from "../../test/database";
import { dumpBooks } from "../../test/dump-tables";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";

const t = useRuntime({ poolSize: 1 });
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

/** Operations of the agent, each of which added one category; their ids, oldest first. */
async function add(count: number): Promise<string[]> {
  const { db } = t.runtime;
  await addSmallOperations(db, { ledgerId: user.liveLedgerId, keyId: key.id }, count);
  const changes = await db.change.findMany({
    where: { operation: { keyId: key.id } },
    orderBy: { operation: { seq: "desc" } },
    take: count,
    select: { entityId: true },
  });
  return changes.map(({ entityId }) => entityId).reverse();
}

const left = async () =>
  (await owner.categories.list()).items
    .map(({ name }) => name)
    .filter((name) => name.startsWith("Made "));

describe("operations.undoMany", () => {
  it("takes as many calls as there are batches, and then finds nothing more", async () => {
    await add(205);
    const calls = [await agent.operations.undoMany({ since: SINCE })];
    expect(await left()).toHaveLength(5);
    for (let n = 0; n < 2; n += 1) calls.push(await agent.operations.undoMany({ since: SINCE }));
    expect(
      calls.map(({ undone, stoppedBy }) => [undone.length, stoppedBy?.reason ?? null]),
    ).toEqual([
      ...[
        [200, "limit"],
        [5, null],
        [0, null],
      ],
    ]);
    expect(await left()).toEqual([]);
  });

  it(
    "ends before the operation with which it would change more rows than the largest import " +
      "has",
    async () => {
      const many = { changeCount: 19_999 };
      await add(3);
      const { db } = t.runtime;
      await db.$executeRaw`alter table operations disable trigger operations_append_only`;
      await db.operation.updateMany({ where: { keyId: key.id }, data: many });
      await db.$executeRaw`alter table operations enable trigger operations_append_only`;
      for (const expected of [2, 1, 0]) {
        const { undone, stoppedBy } = await agent.operations.undoMany({ since: SINCE });
        expect([undone.length, stoppedBy?.reason ?? null]).toEqual([
          1,
          expected === 0 ? null : "limit",
        ]);
        expect(await left()).toHaveLength(expected);
      }
    },
  );

  it(
    "leaves what the key undid itself as it is, however old, and undoes " + "none of its undos",
    async () => {
      const older = await addPurchase(agent, accountId);
      const [first] = (await agent.operations.list({ limit: 1 })).items;
      const back = await agent.operations.undo({ id: first?.id ?? "" });
      await addPurchase(agent, accountId);
      const { undone } = await agent.operations.undoMany({ since: SINCE });
      expect(undone.map(({ procedure }) => procedure)).toEqual(["transactions.create"]);
      expect((await owner.transactions.list()).items).toEqual([]);
      await agent.operations.undo({ id: back.operationId ?? "" });
      expect((await owner.transactions.list()).items.map(({ id }) => id)).toEqual([older]);
    },
  );

  it(
    "needs the same number of statements for 3 operations and for 60, " + "when they are small",
    async () => {
      const costs: number[] = [];
      for (const count of [3, 60]) {
        await add(count);
        const { statements, answer } = await measureRowsRead(t, () =>
          agent.operations.undoMany({ since: SINCE }),
        );
        expect(answer.undone).toHaveLength(count);
        costs.push(statements);
      }
      expect(costs[1]).toBe(costs[0]);
    },
  );

  it.each([0, 1, 11, 30, 39])(
    "stops before the %i-th of 40 when that has a row in the way, whatever goes together",
    async (place) => {
      const made = await add(40);
      const blocked = made.toReversed()[place] ?? "";
      await owner.categories.update({ id: blocked, version: 1, name: "Mine" });
      const { answer, statements } = await measureRowsRead(t, () =>
        agent.operations.undoMany({ since: SINCE }),
      );
      expect(answer.undone).toHaveLength(place);
      expect(answer.stoppedBy).toMatchObject({
        reason: "conflict",
        conflicts: [{ entityId: blocked, reason: "changed" }],
      });
      expect(answer.deleted).toBe(place);
      expect(await left()).toHaveLength(39 - place);
      // By halves: a number of parts that goes up with the logarithm.
      expect(statements).toBeLessThan(200);
    },
  );

  it(
    "of operations that changed one another's rows restores all of them, and does all of them " +
      "again",
    async () => {
      const before = await dumpBooks(t.runtime.db);
      const id = await addPurchase(agent, accountId);
      const { category } = await agent.categories.create({ name: "Made", kind: "expense" });
      for (const [at, patch] of [
        { categoryId: category.id },
        { payee: "Other" },
        { note: "Seen" },
      ].entries())
        await agent.transactions.update({ transactions: [{ id, version: at + 1, patch }] });
      await agent.categories.update({ id: category.id, version: 1, name: "Renamed" });
      await agent.transactions.delete({ ids: [id], expectedCount: 1 });
      const after = await dumpBooks(t.runtime.db);
      const swept = await agent.operations.undoMany({ since: SINCE });
      expect(swept).toMatchObject({ stoppedBy: null, undone: { length: 7 } });
      expect(await dumpBooks(t.runtime.db)).toEqual(before);
      await agent.operations.undo({ id: swept.operationId ?? "" });
      expect(await dumpBooks(t.runtime.db)).toEqual(after);
    },
  );
});

describe("operations.undo of very many rows that all have the same row in the way", () => {
  it(
    "tries a number of parts that does not grow with the rows: some twenty, each found by " +
      "halves",
    async () => {
      const costs: number[] = [];
      for (const count of [50, 200]) {
        const { account } = await agent.accounts.create({
          name: `Gone ${count}`,
          type: "cash",
          currency: "EUR",
        });
        const transactions = Array.from({ length: count }, () => purchase(account.id));
        const made = await agent.transactions.create({ transactions });
        const undone = await agent.operations.undo({ id: made.operationId ?? "" });
        await agent.accounts.close({ id: account.id, version: 1, closedOn: "2026-01-01" });
        const { statements, answer } = await measureRowsRead(t, () =>
          agent.operations.undo({ id: undone.operationId ?? "", dryRun: true }),
        );
        expect(answer.conflicts).toEqual([
          { entity: "account", entityId: account.id, reason: "obstacle" },
        ]);
        costs.push(statements);
      }
      const [few = 0, many = 0] = costs;
      expect(many).toBeLessThan(few * 1.5);
    },
  );
});
