import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const clock = { now: new Date("2026-06-15T12:00:00Z") };
const t = useRuntime({ now: () => clock.now });

interface Books {
  accounts: Awaited<ReturnType<AppCaller["accounts"]["list"]>>["items"];
  rows: Awaited<ReturnType<AppCaller["transactions"]["list"]>>["items"];
}

async function read(caller: AppCaller): Promise<Books> {
  const accounts = (await caller.accounts.list({ asOf: "2200-12-31" })).items;
  const rows = [];
  let cursor: string | null | undefined;
  do {
    const page = await caller.transactions.list({ limit: 200, ...(cursor ? { cursor } : {}) });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return { accounts, rows };
}

/** The books without what differs by design: ids. */
const essence = ({ accounts, rows }: Books) => [
  accounts.map(({ id: _, ...account }) => account),
  rows
    .map(({ date, payee, amount, kind, review, status }) =>
      [date, payee, amount.amount, kind, review, status].join(" "),
    )
    .sort(),
];

describe("demo data in a test ledger", () => {
  let user: TestUser;
  let books: Books;
  beforeAll(async () => {
    user = await createUser(t.runtime, { hasDemo: true });
    books = await read(await asKey(t.runtime, user, { mode: "test" }));
  });

  it("sums to what a household may have", () => {
    const balances = books.accounts.map(({ name, type, posted, pending }) => [
      name,
      type,
      posted.currency,
      Number(posted.amount),
      pending.amount,
    ]);
    expect(balances).toEqual([
      ["Checking", "checking", "EUR", expect.closeTo(7_500, -3.5), "-122.62"],
      ["Dollar card", "credit_card", "USD", expect.closeTo(-100, -2), "0.00"],
      ["Savings", "savings", "EUR", expect.closeTo(18_250, -2), "0.00"],
    ]);
  });

  it(
    "has something to do: everyday spending of the last thirty days waits for categories, " +
      "older has its own",
    async () => {
      const agent = await asKey(t.runtime, user, { mode: "test" });
      const open = (await agent.transactions.list({ uncategorized: true, limit: 200 })).items;
      expect(open.length).toBeGreaterThan(3);
      expect(open.every(({ date, review }) => date > "2026-05-16" && review === "unreviewed")).toBe(
        true,
      );
      expect(books.rows.filter(({ kind }) => kind === "regular").length).toBeGreaterThan(500);
    },
  );

  it("is the same for everybody on the same day", async () => {
    const other = await asKey(t.runtime, await createUser(t.runtime, { hasDemo: true }), {
      mode: "test",
    });
    expect(essence(await read(other))).toEqual(essence(books));
  });
});

describe("fillDemo", () => {
  it.each([
    ["the first of a month", "2026-03-01T00:00:00Z", "UTC", "2026-03-01", "2024-04-01"],
    ["the last of a month", "2026-03-31T23:59:59Z", "UTC", "2026-03-28", "2024-04-01"],
    ["a leap day", "2028-02-29T12:00:00Z", "UTC", "2028-02-28", "2026-03-01"],
    ["new year", "2027-01-01T00:00:01Z", "UTC", "2027-01-01", "2025-02-01"],
    [
      "an evening before in the west, where it is still yesterday",
      "2026-03-02T05:00:00Z",
      "Pacific/Honolulu",
      "2026-03-01",
      "2024-04-01",
    ],
    [
      "a morning in the far east, where it is tomorrow already",
      "2026-02-28T12:00:00Z",
      "Pacific/Kiritimati",
      "2026-03-01",
      "2024-04-01",
    ],
  ])(
    "on %s dates nothing after the ledger's today and begins two years before",
    async (_, now, timezone, last, first) => {
      clock.now = new Date(now);
      const user = await createUser(t.runtime);
      await t.runtime.db.ledger.update({ where: { id: user.liveLedgerId }, data: { timezone } });
      const owner = await asSession(t.runtime, user);
      await owner.ledger.fillDemo();
      const dates = (await read(owner)).rows.map(({ date }) => date).sort();
      expect(dates[0]).toBe(first);
      expect(dates.at(-1)).toBe(last);
    },
  );

  it("takes few statements for its hundreds of rows", async () => {
    const owner = await asSession(t.runtime, await createUser(t.runtime));
    t.statements.length = 0;
    const { created } = await owner.ledger.fillDemo();
    expect(created).toBeGreaterThan(600);
    expect(t.statements.length).toBeLessThanOrEqual(24);
  });

  it("is one operation that can be undone, and then done again", async () => {
    const owner = await asSession(t.runtime, await createUser(t.runtime));
    const filled = await owner.ledger.fillDemo();
    expect(filled.balancesAfter).toHaveLength(3);
    const undone = await owner.operations.undo({ id: filled.operationId ?? "" });
    expect(undone.deleted).toBe(filled.created);
    expect(await read(owner)).toEqual({ accounts: [], rows: [] });
    expect((await owner.ledger.fillDemo()).created).toBe(filled.created);
  });

  it("is refused for a ledger that has an account, and adds nothing: 409", async () => {
    const owner = await asSession(t.runtime, await createUser(t.runtime));
    await openAccount(owner);
    expect(await refusalOf(owner.ledger.fillDemo())).toMatchObject({
      status: 409,
      detail: "This ledger has accounts already.",
    });
    expect(await refusalOf(owner.ledger.fillDemo({ dryRun: true }))).toMatchObject({ status: 409 });
    expect((await read(owner)).accounts).toHaveLength(1);
  });

  it("wanted twice at the same moment happens once", async () => {
    const owner = await asSession(t.runtime, await createUser(t.runtime));
    const answers = await Promise.allSettled([owner.ledger.fillDemo(), owner.ledger.fillDemo()]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await read(owner)).accounts).toHaveLength(3);
  });
});
