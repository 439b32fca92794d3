import type { Scope } from "@pfn/keys";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { addPurchase, eur, openAccount, purchase } from "../../test/books";
import { asKey, asSession, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let user: TestUser;
let owner: AppCaller;
let accountId: string;

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
  accountId = await openAccount(owner);
});

const shrink = (key: TestKey, scopes: Scope[]) =>
  t.runtime.db.integrationKey.update({
    where: { id: key.id },
    data: { scopes },
    select: { id: true },
  });
const create = (caller: AppCaller) =>
  caller.transactions.create({ transactions: [purchase(accountId)] });

describe("a key", () => {
  it("undoes what it did itself, and does it again", async () => {
    const agent = await asKey(t.runtime, user, { scopes: ["transactions:create"] });
    const { operationId } = await create(agent);
    const undone = await agent.operations.undo({ id: operationId ?? "" });
    expect(undone.deleted).toBe(1);
    expect((await agent.operations.undo({ id: undone.operationId ?? "" })).created).toBe(1);
  });

  it(
    "cannot tell the operation of anybody else from one that never was: 404, the same bytes, " +
      "nothing touched",
    async () => {
      const agent = await asKey(t.runtime, user);
      const stranger = await createUser(t.runtime);
      const strangersAccount = await openAccount(await asSession(t.runtime, stranger));
      const strangers = await (await asSession(t.runtime, stranger)).transactions.create({
        transactions: [purchase(strangersAccount)],
      });
      const testLedger = await (await asKey(t.runtime, user, { mode: "test" })).operations.list({});
      const ids = [
        (await create(owner)).operationId,
        (await create(await asKey(t.runtime, user))).operationId,
        (await owner.operations.list()).items.at(-1)?.id,
        strangers.operationId,
        testLedger.items[0]?.id,
      ];
      const before = await dumpTables(t.runtime.db);
      const missing = await refusalOf(agent.operations.undo({ id: newId() }));
      expect(missing).toMatchObject({ status: 404, path: "id" });
      for (const id of ids) {
        expect(await refusalOf(agent.operations.undo({ id: id ?? "" }))).toEqual(missing);
        expect(await refusalOf(agent.operations.undo({ id: id ?? "", dryRun: true }))).toEqual(
          missing,
        );
      }
      expect(await dumpTables(t.runtime.db)).toEqual(before);
    },
  );

  it(
    "is not told what another key's undo came to, though it repeats the request with its " +
      "idempotency key",
    async () => {
      const [agent, other] = [await asKey(t.runtime, user), await asKey(t.runtime, user)];
      const { operationId } = await create(agent);
      const undo = { id: operationId ?? "", idempotencyKey: "undo-one" };
      const undone = await agent.operations.undo(undo);
      expect(await agent.operations.undo(undo)).toEqual(undone);
      expect(await refusalOf(other.operations.undo(undo))).toMatchObject({
        status: 404,
        path: "id",
      });
      const sweep = { since: "2026-01-01T00:00:00.000Z", idempotencyKey: "undo-all" };
      const swept = await agent.operations.undoMany(sweep);
      expect(await agent.operations.undoMany(sweep)).toEqual(swept);
      // To the other key it is a call of its own, and there is nothing of its own to undo.
      expect(await other.operations.undoMany(sweep)).toMatchObject({ undone: [], stoppedBy: null });
    },
  );

  it("does not undo what the owner undid of it, nor redo it", async () => {
    const agent = await asKey(t.runtime, user);
    const { operationId } = await create(agent);
    const undone = await owner.operations.undo({ id: operationId ?? "" });
    expect(await refusalOf(agent.operations.undo({ id: operationId ?? "" }))).toMatchObject({
      status: 409,
    });
    expect(await refusalOf(agent.operations.undo({ id: undone.operationId ?? "" }))).toMatchObject({
      status: 404,
    });
  });
});

describe("A5: a key that has lost the scope it used", () => {
  it.each<
    [string, Scope[], Scope[], (agent: AppCaller) => Promise<{ operationId: string | null }>]
  >([
    ["transactions:create", ["transactions:create"], ["transactions:read"], create],
    [
      "transactions:categorize",
      ["transactions:categorize"],
      ["transactions:create"],
      async (agent) =>
        agent.transactions.update({
          transactions: [
            { id: await addPurchase(owner, accountId), version: 1, patch: { note: "x" } },
          ],
        }),
    ],
    [
      "transactions:write",
      ["transactions:write"],
      ["transactions:categorize", "transactions:create"],
      async (agent) =>
        agent.transactions.update({
          transactions: [
            {
              id: await addPurchase(owner, accountId),
              version: 1,
              patch: { amount: eur("-1.00") },
            },
          ],
        }),
    ],
    [
      "accounts:write",
      ["accounts:write"],
      ["accounts:read"],
      (agent) => agent.accounts.create({ name: newId(), type: "cash", currency: "EUR" }),
    ],
  ])("(%s) cannot undo: 403 names the scope", async (scope, before, after, write) => {
    const key = await createKey(t.runtime, user, { scopes: before });
    const { operationId } = await write(await withKey(t.runtime, key));
    await shrink(key, after);
    const books = await dumpTables(t.runtime.db);
    const refusal = await refusalOf(
      (await withKey(t.runtime, key)).operations.undo({ id: operationId ?? "" }),
    );
    expect(refusal).toMatchObject({ status: 403, detail: `This key lacks: ${scope}.` });
    expect(await dumpTables(t.runtime.db)).toEqual(books);
  });

  it("cannot bring back by undoing an undo what it may no longer create", async () => {
    const key = await createKey(t.runtime, user, { scopes: ["transactions:create"] });
    const agent = await withKey(t.runtime, key);
    const { operationId } = await create(agent);
    const undone = await agent.operations.undo({ id: operationId ?? "" });
    await shrink(key, ["transactions:read"]);
    const refusal = await refusalOf(
      (await withKey(t.runtime, key)).operations.undo({ id: undone.operationId ?? "" }),
    );
    expect(refusal).toMatchObject({ status: 403, detail: "This key lacks: transactions:create." });
  });

  it("leaves its operations to the owner, who can undo them", async () => {
    const key = await createKey(t.runtime, user, { scopes: ["transactions:create"] });
    const { operationId } = await create(await withKey(t.runtime, key));
    await owner.integrationKeys.revoke({ id: key.id });
    await expect(owner.operations.undo({ id: operationId ?? "" })).resolves.toMatchObject({
      deleted: 1,
    });
  });
});
