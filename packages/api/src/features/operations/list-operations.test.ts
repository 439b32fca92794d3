import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { openAccount, purchase } from "../../test/books";
import { asKey, asSession, withKey } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let user: TestUser;
let owner: AppCaller;
let key: TestKey;
let agent: AppCaller;
const done: string[] = [];

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
  key = await createKey(t.runtime, user, { scopes: ["transactions:create", "transactions:read"] });
  agent = await withKey(t.runtime, key);
  const accountId = await openAccount(owner);
  for (const caller of [agent, owner, agent, await asKey(t.runtime, user), agent]) {
    const { operationId } = await caller.transactions.create({
      transactions: [purchase(accountId)],
    });
    done.push(operationId ?? "");
  }
});

describe("the list of operations", () => {
  it("is the owner's whole ledger, newest first", async () => {
    const { items } = await owner.operations.list();
    expect(items.map(({ seq }) => Number(seq))).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(items.slice(0, 5).map(({ id }) => id)).toEqual([...done].reverse());
  });

  it("is for a key only what it did itself, unless it may read all", async () => {
    const own = [done[4], done[2], done[0]];
    expect((await agent.operations.list()).items.map(({ id }) => id)).toEqual(own);
    expect((await agent.operations.list({ keyId: key.id })).items.map(({ id }) => id)).toEqual(own);
    const auditor = await asKey(t.runtime, user, { scopes: ["operations:read"] });
    expect((await auditor.operations.list()).items).toHaveLength(7);
    expect((await auditor.operations.list({ keyId: key.id })).items.map(({ id }) => id)).toEqual(
      own,
    );
    expect((await agent.operations.list({ keyId: newId() })).items).toEqual([]);
  });

  it.each([1, 2, 7])("with a limit of %i meets every operation exactly once", async (limit) => {
    const seqs: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await owner.operations.list({ limit, ...(cursor ? { cursor } : {}) });
      seqs.push(...page.items.map(({ seq }) => seq));
      cursor = page.nextCursor;
    } while (cursor !== null && seqs.length < 50);
    expect(seqs).toEqual(["7", "6", "5", "4", "3", "2", "1"]);
  });

  it("I5: refuses the cursor of another filter", async () => {
    const { nextCursor } = await owner.operations.list({ limit: 1 });
    const misuse = owner.operations.list({ limit: 1, cursor: nextCursor ?? "", keyId: key.id });
    expect(await refusalOf(misuse)).toMatchObject({ status: 400, path: "cursor" });
  });
});

describe("one operation", () => {
  it(
    "answers its rows in pages, each once and in their order, and the " + "number of all of them",
    async () => {
      const accountId = await openAccount(owner, { name: "Many" });
      const made = await owner.transactions.create({
        transactions: Array.from({ length: 7 }, () => purchase(accountId)),
      });
      const id = made.operationId ?? "";
      const rows: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<AppCaller["operations"]["get"]>> =
          await owner.operations.get({
            id,
            limit: 3,
            ...(cursor && { cursor }),
          });
        expect(page.changes).toBe(7);
        expect(page.rows.length).toBeLessThanOrEqual(3);
        rows.push(...page.rows.flatMap(({ entityId }) => entityId ?? []));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(rows).toEqual(made.results.map((row) => row.result === "created" && row.id));
      const { nextCursor } = await owner.operations.get({ id, limit: 1 });
      const misuse = owner.operations.get({ id: done[0] ?? "", cursor: nextCursor ?? "" });
      expect(await refusalOf(misuse)).toMatchObject({ status: 400, path: "cursor" });
    },
  );

  it(
    "of somebody else, of another key, of another ledger and of nobody " + "answer the same",
    async () => {
      const missing = await refusalOf(agent.operations.get({ id: newId() }));
      expect(missing).toMatchObject({ status: 404, path: "id" });
      const stranger = await asSession(t.runtime, await createUser(t.runtime));
      const testLedger = await asKey(t.runtime, user, { mode: "test" });
      const [theirs] = (await stranger.operations.list()).items;
      const [practice] = (await testLedger.operations.list()).items;
      for (const id of [done[1], done[3], theirs?.id, practice?.id]) {
        expect(await refusalOf(agent.operations.get({ id: id ?? "" }))).toEqual(missing);
      }
      expect(await refusalOf(stranger.operations.get({ id: done[0] ?? "" }))).toEqual(missing);
    },
  );
});
