import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { fromIsoDay } from "../../common/fields";
import type { AppCaller } from "../../root";
import { addPurchase, eur, openAccount, purchase } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime({ now: () => new Date("2026-06-15T12:00:00Z") });
let user: TestUser;
let owner: AppCaller;

beforeAll(async () => {
  user = await createUser(t.runtime, { hasDemo: true });
  owner = await asSession(t.runtime, user);
});

async function walk(caller: AppCaller, limit: number): Promise<string[]> {
  const names: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await caller.accounts.list({ limit, ...(cursor ? { cursor } : {}) });
    names.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor !== null && names.length < 100);
  return names;
}

describe("balances (invariant 3)", () => {
  it("are sums of the rows up to the day asked for, posted and pending apart", async () => {
    const id = await openAccount(owner, {
      name: "Balances",
      openingBalance: eur("100.00"),
      openingDate: "2026-01-01",
    });
    await owner.transactions.create({
      transactions: [
        purchase(id, { date: "2026-02-01", amount: eur("-1.01") }),
        purchase(id, { date: "2026-06-15", amount: eur("-2.02") }),
        purchase(id, { date: "2026-06-16", amount: eur("-4.04") }),
        purchase(id, { date: "2026-06-15", amount: eur("-8.08"), status: "pending" }),
      ],
    });
    const balanceOn = async (asOf?: string) => {
      const { items } = await owner.accounts.list(asOf === undefined ? {} : { asOf });
      const account = items.find((item) => item.id === id);
      return [account?.asOf, account?.posted.amount, account?.pending.amount];
    };
    expect(await balanceOn()).toEqual(["2026-06-15", "96.97", "-8.08"]);
    expect(await balanceOn("2026-06-16")).toEqual(["2026-06-16", "92.93", "-8.08"]);
    expect(await balanceOn("2026-02-01")).toEqual(["2026-02-01", "98.99", "0.00"]);
    expect(await balanceOn("2026-01-31")).toEqual(["2026-01-31", "100.00", "0.00"]);
    expect(await balanceOn("1900-01-01")).toEqual(["1900-01-01", "0.00", "0.00"]);
  });

  it("may be larger than any one amount", async () => {
    const most = { amount: "10000000000000", currency: "JPY" };
    const id = await openAccount(owner, { name: "Hoard", currency: "JPY", openingBalance: most });
    const made = await owner.transactions.create({
      transactions: [purchase(id, { amount: most }), purchase(id, { amount: most })],
    });
    expect(made.balancesAfter[0]?.posted.amount).toBe("30000000000000");
    const { items } = await owner.accounts.list({ asOf: "2026-12-31" });
    expect(items.find((item) => item.id === id)?.posted.amount).toBe("30000000000000");
  });

  it("do not count a deleted row", async () => {
    const id = await openAccount(owner, {
      name: "Deleted",
      openingBalance: eur("5.00"),
      openingDate: "2026-01-01",
    });
    const row = await addPurchase(owner, id);
    await t.runtime.db.transaction.update({ where: { id: row }, data: { deletedAt: new Date() } });
    expect((await owner.accounts.list()).items.find((item) => item.id === id)?.posted).toEqual(
      eur("5.00"),
    );
    expect(
      (await owner.transactions.list({ accountId: [id] })).items.map(({ kind }) => kind),
    ).toEqual(["opening"]);
  });

  it("do not count a row that was undone", async () => {
    const id = await openAccount(owner, {
      name: "Undone",
      openingBalance: eur("5.00"),
      openingDate: "2026-01-01",
    });
    const { operationId } = await owner.transactions.create({ transactions: [purchase(id)] });
    const { balancesAfter } = await owner.operations.undo({ id: operationId ?? "" });
    expect(balancesAfter).toEqual([
      { accountId: id, name: "Undone", posted: eur("5.00"), pending: eur("0.00") },
    ]);
  });
});

describe("closed accounts", () => {
  it("are listed unless left out, and count as open until the day they close", async () => {
    const id = await openAccount(owner, { name: "Old savings" });
    await t.runtime.db.account.update({
      where: { id },
      data: { closedOn: fromIsoDay("2026-05-01") },
    });
    const isListed = async (input: { includeClosed?: boolean; asOf?: string }) =>
      (await owner.accounts.list(input)).items.some((item) => item.id === id);
    expect(await isListed({})).toBe(true);
    expect(await isListed({ includeClosed: false })).toBe(false);
    expect(await isListed({ includeClosed: false, asOf: "2026-04-30" })).toBe(true);
    expect(await isListed({ includeClosed: false, asOf: "2026-05-01" })).toBe(false);
  });
});

describe("pages", () => {
  const NAMES = [
    "ä",
    "Z",
    "a",
    "A",
    "z",
    "Ä",
    "a b",
    "ab",
    "a-b",
    "Éclair",
    "eclair",
    "_",
    "10",
    "9",
    "ß",
    "ss",
    "Ω",
    "私",
    "🍞",
    '"\\',
    "é",
  ];

  let caller: AppCaller;
  beforeAll(async () => {
    caller = await asSession(t.runtime, await createUser(t.runtime));
    for (const name of NAMES) await openAccount(caller, { name });
  });

  it.each([1, 2, 7, 200])(
    "of %i walk every account exactly once, in one order, however names sort",
    async (limit) => {
      const walked = await walk(caller, limit);
      expect(walked).toEqual((await caller.accounts.list()).items.map(({ name }) => name));
      expect([...walked].sort()).toEqual([...NAMES].sort());
    },
  );

  it("end with a null cursor, also when the last page is full", async () => {
    const demo = await asKey(t.runtime, user, { mode: "test" });
    const { items, nextCursor } = await demo.accounts.list({ limit: 3 });
    expect([items.length, nextCursor]).toEqual([3, null]);
  });

  it("I5: a cursor changed in any one place is refused, naming the field", async () => {
    const { nextCursor } = await owner.accounts.list({ limit: 1 });
    const cursor = nextCursor ?? "";
    await fc.assert(
      fc.asyncProperty(
        fc.nat(cursor.length),
        fc.constantFrom("", "A", "b", "-", ".", "=", " ", "é"),
        async (at, insert) => {
          const changed = cursor.slice(0, at) + insert + cursor.slice(at + 1);
          fc.pre(changed !== cursor);
          expect(await refusalOf(owner.accounts.list({ limit: 1, cursor: changed }))).toMatchObject(
            {
              status: 400,
              path: "cursor",
            },
          );
          expect(
            await refusalOf(owner.accounts.list({ limit: 1, cursor: `${cursor}.${insert}` })),
          ).toMatchObject({
            status: 400,
          });
        },
      ),
    );
  });

  it(
    "I5: a cursor fits the filters, the list and the ledger it came " + "from, and any limit",
    async () => {
      const { nextCursor } = await owner.accounts.list({ limit: 1 });
      const cursor = nextCursor ?? "";
      const stranger = await asSession(t.runtime, await createUser(t.runtime));
      const testLedger = await asKey(t.runtime, user, { mode: "test" });
      const misuses = [
        owner.accounts.list({ cursor, includeClosed: false }),
        owner.accounts.list({ cursor, asOf: "2026-01-01" }),
        owner.transactions.list({ cursor }),
        owner.operations.list({ cursor }),
        stranger.accounts.list({ cursor }),
        testLedger.accounts.list({ cursor }),
      ];
      for (const misuse of misuses)
        expect(await refusalOf(misuse)).toMatchObject({ status: 400, path: "cursor" });
      const sameLedger = await asKey(t.runtime, user);
      expect((await sameLedger.accounts.list({ cursor, limit: 7 })).items).toHaveLength(
        Math.min(7, (await walk(owner, 200)).length - 1),
      );
    },
  );

  it("never show an account twice or skip one because others are opened meanwhile", async () => {
    const someone = await asSession(t.runtime, await createUser(t.runtime));
    for (const name of ["b", "d", "f"]) await openAccount(someone, { name });
    const first = await someone.accounts.list({ limit: 1 });
    await Promise.all([openAccount(someone, { name: "a" }), openAccount(someone, { name: "c" })]);
    const rest = await someone.accounts.list({ limit: 200, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(["b", "c", "d", "f"]);
  });
});

it(
  "a list of accounts costs two more statements than one of none, not " + "two per account",
  async () => {
    await addPurchase(owner, await openAccount(owner, { name: "Counted" }));
    t.statements.length = 0;
    await owner.accounts.list();
    expect(t.statements.filter((sql) => /select/i.test(sql)).length).toBeLessThanOrEqual(3);
  },
);
