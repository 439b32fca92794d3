import { describe, expect, it } from "vitest";
import { addPurchase, openAccount, purchase } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { Mirror } from "../../test/mirror";
import { get, problemOf } from "../../test/requests";
import { rest } from "../../test/rest";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);

async function createBooks() {
  const user = await createUser(t.runtime);
  const caller = await asSession(t.runtime, user);
  return { user, caller, accountId: await openAccount(caller) };
}

const many = (accountId: string, count: number) =>
  Array.from({ length: count }, () => purchase(accountId));

describe("changes.list", () => {
  it(
    "answers nothing more until something changes, then that row as it is, " + "then its tombstone",
    async () => {
      const { caller, accountId } = await createBooks();
      const start = await caller.changes.list();
      expect(start).toMatchObject({ hasMore: false, nextCursor: null });
      expect(await caller.changes.list({ since: start.next })).toMatchObject({
        items: [],
        next: start.next,
      });
      const id = await addPurchase(caller, accountId);
      await caller.transactions.update({
        transactions: [{ id, version: 1, patch: { note: "Twice changed" } }],
      });
      const changed = await caller.changes.list({ since: start.next });
      const row = await caller.transactions.get({ id });
      expect(changed.items).toEqual([{ entity: "transaction", id, seq: "4", row }]);
      await caller.transactions.delete({ ids: [id], expectedCount: 1 });
      const gone = await caller.changes.list({ since: changed.next });
      expect(gone.items).toEqual([{ entity: "transaction", id, seq: "5", row: null }]);
    },
  );

  it(
    "goes on inside an operation: pages stay bounded, and no row is answered twice or left " +
      "out",
    async () => {
      const { caller, accountId } = await createBooks();
      const { next } = await caller.changes.list();
      const { results } = await caller.transactions.create({ transactions: many(accountId, 23) });
      const mirror = new Mirror(caller);
      mirror.since = next;
      const pages = await mirror.catchUp(5);
      expect(pages.map(({ items }) => items.length)).toEqual([5, 5, 5, 5, 3]);
      const ids = results.flatMap((row) => (row.result === "created" ? row.id : []));
      expect(pages.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(ids);
      // A row that was answered already and changes meanwhile comes again, at its new place.
      mirror.since = pages[1]?.next;
      const [id = ""] = ids;
      await caller.transactions.update({
        transactions: [{ id, version: 1, patch: { note: "Meanwhile" } }],
      });
      expect((await mirror.catchUp(200))[0]?.items.map((item) => item.id)).toEqual([
        ...ids.slice(10),
        id,
      ]);
    },
  );

  it(
    "looks at a bounded number of changes per page, though most are superseded: a page may be " +
      "short while there is more",
    async () => {
      const { caller, accountId } = await createBooks();
      const { next } = await caller.changes.list();
      const { results } = await caller.transactions.create({ transactions: many(accountId, 200) });
      const ids = results.flatMap((row) => (row.result === "created" ? row.id : []));
      for (let version = 1; version <= 6; version += 1) {
        const patch = { note: `Version ${version}` };
        await caller.transactions.update({
          transactions: ids.map((id) => ({ id, version, patch })),
        });
      }
      const mirror = new Mirror(caller);
      mirror.since = next;
      const pages = await mirror.catchUp(200);
      expect(pages.map(({ items, hasMore }) => [items.length, hasMore])).toEqual([
        [0, true],
        [200, false],
      ]);
    },
  );

  it("takes 0, nothing, or an operation's number, and a cursor like every list", async () => {
    const { caller, accountId } = await createBooks();
    const whole = await caller.changes.list();
    expect(await caller.changes.list({ since: "0" })).toEqual(whole);
    await addPurchase(caller, accountId);
    const [{ seq } = { seq: "" }] = (await caller.operations.list()).items;
    expect((await caller.changes.list({ since: String(Number(seq) - 1) })).items).toHaveLength(1);
    expect((await caller.changes.list({ since: seq })).items).toEqual([]);
    const first = await caller.changes.list({ limit: 3 });
    const rest = await caller.changes.list({ limit: 200, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...rest.items]).toEqual((await caller.changes.list()).items);
    await expect(
      caller.changes.list({ since: "1", cursor: first.nextCursor ?? "" }),
    ).rejects.toThrow("cursor");
  });

  it(
    "a place that is not in this ledger's log is a conflict that says to start over: a number " +
      "to come, another ledger's place",
    async () => {
      const { caller } = await createBooks();
      const stranger = await createBooks();
      await addPurchase(stranger.caller, stranger.accountId);
      await addPurchase(caller, await openAccount(caller, { name: "Other" }));
      const { next } = await stranger.caller.changes.list();
      for (const since of [
        "999",
        next,
        `${next.split("~")[0]}~01970000-0000-7000-8000-000000000004`,
      ])
        await expect(caller.changes.list({ since })).rejects.toMatchObject({
          cause: { code: "CONFLICT", hint: expect.stringContaining("without `since`") },
        });
      for (const since of ["-1", "1.5.2", "abc", "1e3", "", "9".repeat(30), "57~"])
        await expect(caller.changes.list({ since }), since).rejects.toMatchObject({
          cause: { code: "BAD_REQUEST" },
        });
    },
  );

  it("a position is a text; who sends a number is told which text it should be", async () => {
    const { user } = await createBooks();
    const { authorization } = await createKey(t.runtime, user);
    const detailOf = async (since: unknown) =>
      problemOf(await get(server.url, "changes.list", { authorization, input: { since } })).detail;
    expect(await detailOf(0)).toBe('`since`: Expected a text in quotes, "0".');
    expect(await detailOf(57)).toBe('`since`: Expected a text in quotes, "57".');
    for (const since of [57.2, -1, 2 ** 60, null, ["0"]])
      expect(await detailOf(since)).toMatch(
        /text in quotes, `next` of an earlier answer as it is, or "0"/,
      );
    for (const query of ["?since=0", "?since=1", ""])
      expect(await rest(server.url, `GET /changes${query}`, { authorization })).toMatchObject({
        status: 200,
      });
  });

  it("A5: a key sees accounts and categories only with the scopes for them", async () => {
    const { user, caller, accountId } = await createBooks();
    await addPurchase(caller, accountId);
    const entitiesFor = async (scopes: NonNullable<Parameters<typeof asKey>[2]>["scopes"]) => {
      const key = await asKey(t.runtime, user, { ...(scopes && { scopes }) });
      return [...new Set((await key.changes.list()).items.map(({ entity }) => entity))].sort();
    };
    expect(await entitiesFor(["transactions:read"])).toEqual(["transaction"]);
    expect(await entitiesFor(["transactions:read", "accounts:read"])).toEqual([
      "account",
      "transaction",
    ]);
    expect(await entitiesFor(["transactions:read", "categories:read"])).toEqual([
      "category",
      "transaction",
    ]);
    await expect(entitiesFor(["accounts:read"])).rejects.toMatchObject({
      cause: { code: "FORBIDDEN" },
    });
  });
});
