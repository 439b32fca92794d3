import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller, RouterInputs } from "../../root";
import { openAccount, purchase } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

type Filters = Omit<RouterInputs["transactions"]["list"], "cursor">;

const t = useRuntime();
let user: TestUser;
let owner: AppCaller;
let accountId: string;

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
  accountId = await openAccount(owner);
  await addRows(120, "first");
});

/** Rows on only three days, so that nearly every page ends in the middle of a day. */
const addRows = (count: number, payee: string) =>
  owner.transactions.create({
    transactions: Array.from({ length: count }, (_, index) =>
      purchase(accountId, { payee, date: `2026-03-0${1 + (index % 3)}` }),
    ),
  });

async function walk(filters: Filters, between: () => Promise<unknown> = async () => undefined) {
  const items = [];
  let cursor: string | null | undefined;
  do {
    const page = await owner.transactions.list({ ...filters, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    cursor = page.nextCursor;
    await between();
  } while (cursor !== null && items.length < 1_000);
  return items;
}

describe("walking page by page", () => {
  it.each([1, 7, 50, 119, 120, 200])(
    "with a limit of %i meets every row exactly once, newest first",
    async (limit) => {
      const items = await walk({ limit, q: "first" });
      const keys = items.map(({ date, id }) => `${date} ${id}`);
      expect(new Set(keys).size).toBe(120);
      expect(keys).toEqual([...keys].sort().reverse());
    },
  );

  it("meets every row that was there exactly once while others are added and changed", async () => {
    const items = await walk({ limit: 11 }, () =>
      Promise.all([addRows(2, "meanwhile"), addRows(1, "meanwhile")]),
    );
    const ids = items.filter(({ payee }) => payee === "first").map(({ id }) => id);
    expect(ids).toHaveLength(120);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  });

  it("goes on after the row that the cursor was made from is gone", async () => {
    const { operationId } = await owner.transactions.create({
      transactions: [purchase(accountId, { payee: "fleeting", date: "2026-03-09" })],
    });
    const { items, nextCursor } = await owner.transactions.list({ limit: 1 });
    expect(items[0]?.payee).toBe("fleeting");
    await owner.operations.undo({ id: operationId ?? "" });
    const rest = await owner.transactions.list({ limit: 1, cursor: nextCursor ?? "" });
    expect(rest.items[0]?.date).toBe("2026-03-03");
  });

  it("ends with a null cursor, also when the last page is full or the list empty", async () => {
    expect((await owner.transactions.list({ q: "first", limit: 120 })).nextCursor).toBeNull();
    expect((await owner.transactions.list({ q: "first", limit: 119 })).nextCursor).toEqual(
      expect.any(String),
    );
    expect(await owner.transactions.list({ q: "no such payee" })).toEqual({
      items: [],
      nextCursor: null,
    });
  });
});

describe("I5: a cursor", () => {
  const cursorOf = async (filters: Filters = {}) =>
    (await owner.transactions.list({ limit: 1, ...filters })).nextCursor ?? "";

  it("changed anywhere is refused, naming the field", async () => {
    const cursor = await cursorOf();
    const character = fc.constantFrom(..."ABab01-_.=+/ \u00e9\0");
    await fc.assert(
      fc.asyncProperty(
        fc.nat(cursor.length),
        fc.nat(1),
        character,
        async (at, removed, inserted) => {
          const changed = cursor.slice(0, at) + inserted + cursor.slice(at + removed);
          fc.pre(changed !== cursor);
          expect(await refusalOf(owner.transactions.list({ cursor: changed }))).toMatchObject({
            status: 400,
            path: "cursor",
          });
        },
      ),
    );
  });

  it("made up by the caller is refused", async () => {
    const position = Buffer.from(JSON.stringify(["2026-03-01", "x'; drop table users"])).toString(
      "base64url",
    );
    for (const cursor of [
      "",
      ".",
      "..",
      position,
      `${position}.`,
      `${position}.${"A".repeat(22)}`,
    ]) {
      expect(await refusalOf(owner.transactions.list({ cursor }))).toMatchObject({
        status: 400,
        path: "cursor",
      });
    }
  });

  it("fits only the filters that it was given for, and those in any order", async () => {
    const cursor = await cursorOf({ from: "2026-03-01", status: "posted" });
    const fitting = await owner.transactions.list({
      cursor,
      status: "posted",
      from: "2026-03-01",
      limit: 5,
    });
    expect(fitting.items).toHaveLength(5);
    const others: Filters[] = [
      {},
      { from: "2026-03-01" },
      { from: "2026-03-02", status: "posted" },
      { from: "2026-03-01", status: "pending" },
    ];
    for (const filters of others) {
      expect(await refusalOf(owner.transactions.list({ ...filters, cursor }))).toMatchObject({
        status: 400,
        path: "cursor",
      });
    }
  });

  it(
    "fits only the ledger and the list that it came from; every key to that " + "ledger may use it",
    async () => {
      const cursor = await cursorOf();
      const [stranger, testLedger, sameLedger] = await Promise.all([
        createUser(t.runtime).then((other) => asSession(t.runtime, other)),
        asKey(t.runtime, user, { mode: "test" }),
        asKey(t.runtime, user, { scopes: ["transactions:read"] }),
      ]);
      for (const misuse of [
        stranger.transactions.list({ cursor }),
        testLedger.transactions.list({ cursor }),
        owner.accounts.list({ cursor }),
        owner.operations.list({ cursor }),
      ]) {
        expect(await refusalOf(misuse)).toMatchObject({ status: 400, path: "cursor" });
      }
      expect((await sameLedger.transactions.list({ cursor, limit: 2 })).items).toHaveLength(2);
    },
  );
});
