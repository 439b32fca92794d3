import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";
import { DEMO_ACCOUNTS, type DemoBooks, demoHousehold } from "./demo-household";

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

/** What a household's books come to in one currency, by category, in cents. */
function sumsOf({ entries }: DemoBooks): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { category, amountMinor } of entries.filter(isEuro).flatMap(({ parts }) => parts))
    sums.set(category, (sums.get(category) ?? 0) + Number(amountMinor));
  return sums;
}

const isEuro = ({ account }: { account: string }) => account !== "Dollar card";

describe("the demo household", () => {
  const day = fc
    .date({ min: new Date("2020-01-01"), max: new Date("2040-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it("has, on any day and by any seed, two years up to it: whole rows in three accounts, refunds, splits and transfers, one kind across currencies", () => {
    fc.assert(
      fc.property(day, fc.nat(), (today, seed) => {
        const { begin, entries, transfers } = demoHousehold(today, seed);
        expect(begin).toBe(
          `${Number(today.slice(0, 4)) - (today.slice(5, 7) === "12" ? 1 : 2)}${after(today)}`,
        );
        expect(
          entries.every(({ date, payee }) => date >= begin && date <= today && payee !== ""),
        ).toBe(true);
        expect(
          entries.flatMap(({ parts }) => parts).every(({ amountMinor }) => amountMinor !== 0n),
        ).toBe(true);
        expect(
          transfers.every(
            ({ date, sentMinor, receivedMinor }) =>
              date <= today && sentMinor > 0n && receivedMinor > 0n,
          ),
        ).toBe(true);
        expect(new Set(entries.map(({ account }) => account)).size).toBe(DEMO_ACCOUNTS.length);
        expect(entries.filter(({ parts }) => parts.length > 1).length).toBeGreaterThan(12);
        expect(entries.filter(({ payee }) => payee.endsWith("refund")).length).toBeGreaterThan(4);
        expect(new Set(transfers.map(({ to }) => to))).toEqual(new Set(["Savings", "Dollar card"]));
      }),
    );
  });

  it("spends as a household may: rent is most, food next, and a little is left", () => {
    fc.assert(
      fc.property(day, fc.nat(), (today, seed) => {
        const sums = sumsOf(demoHousehold(today, seed));
        const spent = [...sums.values()]
          .filter((sum) => sum < 0)
          .reduce((total, sum) => total - sum, 0);
        const share = (category: string) => -(sums.get(category) ?? 0) / spent;
        expect(share("Housing")).toBeGreaterThan(0.3);
        expect(share("Housing")).toBeLessThan(0.5);
        expect(share("Groceries")).toBeGreaterThan(0.12);
        expect(share("Groceries")).toBeLessThan(0.25);
        for (const category of ["Utilities", "Eating out", "Transport", "Leisure", "Travel"]) {
          expect(share(category), category).toBeGreaterThan(0.02);
          expect(share(category), category).toBeLessThan(0.15);
        }
        const earned = sums.get("Salary") ?? 0;
        expect(earned).toBeGreaterThan(spent);
        expect(earned).toBeLessThan(1.6 * spent);
      }),
    );
  });

  it("never overdraws its checking account, and pays its card", () => {
    fc.assert(
      fc.property(day, fc.nat(), (today, seed) => {
        const { entries, transfers } = demoHousehold(today, seed);
        const moves = [
          ...entries.map(({ account, date, parts }) => ({
            account,
            date,
            minor: parts.reduce((a, b) => a + b.amountMinor, 0n),
          })),
          ...transfers.flatMap(({ from, to, date, sentMinor, receivedMinor }) => [
            { account: from, date, minor: -sentMinor },
            { account: to, date, minor: receivedMinor },
          ]),
        ].sort((a, b) => (a.date < b.date ? -1 : 1));
        const balances = new Map<string, bigint>(
          DEMO_ACCOUNTS.map(({ name, openingMinor }) => [name, openingMinor]),
        );
        for (const { account, minor } of moves) {
          balances.set(account, (balances.get(account) ?? 0n) + minor);
          expect(balances.get("Checking")).toBeGreaterThan(0n);
        }
        expect(balances.get("Dollar card")).toBeGreaterThan(-12_000n);
        expect(balances.get("Dollar card")).toBeLessThan(0n);
      }),
    );
  });

  it("is the same every time, and another one by another seed", () => {
    expect(demoHousehold("2026-06-15", 7)).toEqual(demoHousehold("2026-06-15", 7));
    expect(demoHousehold("2026-06-15", 7)).not.toEqual(demoHousehold("2026-06-15", 8));
  });
});

/**
 * `-MM-01` of the month after this day's, which is 23 months before it in one of the last two
 * years.
 */
function after(today: string): string {
  const month = (Number(today.slice(5, 7)) % 12) + 1;
  return `-${String(month).padStart(2, "0")}-01`;
}

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

  it("has something to do: everyday spending of the last thirty days waits for categories, older has its own", async () => {
    const agent = await asKey(t.runtime, user, { mode: "test" });
    const open = (await agent.transactions.list({ uncategorized: true, limit: 200 })).items;
    expect(open.length).toBeGreaterThan(3);
    expect(open.every(({ date, review }) => date > "2026-05-16" && review === "unreviewed")).toBe(
      true,
    );
    expect(books.rows.filter(({ kind }) => kind === "regular").length).toBeGreaterThan(500);
  });

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
