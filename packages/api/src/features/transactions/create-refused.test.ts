import { beforeAll, describe, expect, it } from "vitest";
import { fromIsoDay } from "../../common/fields";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { addPurchase, categoryIds, eur, openAccount, purchase } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let user: TestUser;
let owner: AppCaller;
let accountId: string;
let category: (name: string) => string;

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
  accountId = await openAccount(owner, {
    openingBalance: eur("100.00"),
    openingDate: "2026-01-01",
  });
  category = await categoryIds(owner);
});

describe("one bad row", () => {
  const bad: [string, object, { status: number; path: string; says: string }][] = [
    [
      "a sum of lines that is a cent off",
      { lines: [{ amount: eur("-12.49") }] },
      { status: 400, path: "lines", says: "sum" },
    ],
    [
      "an amount in another currency",
      { amount: { amount: "-12.50", currency: "USD" } },
      { status: 400, path: "amount.currency", says: '"EUR"' },
    ],
    [
      "a line in another currency",
      { lines: [{ amount: { amount: "-12.50", currency: "USD" } }] },
      { status: 400, path: "lines.0.amount.currency", says: '"EUR"' },
    ],
    [
      "an amount with a missing digit",
      { amount: eur("-12.5") },
      { status: 400, path: "amount.amount", says: '"-12.50"' },
    ],
    [
      "a JSON number",
      { amount: { amount: -12.5, currency: "EUR" } },
      { status: 400, path: "amount.amount", says: '"-12.50"' },
    ],
    ["no lines at all", { lines: [] }, { status: 400, path: "lines", says: "At least 1 item" }],
    [
      "a day that does not exist",
      { date: "2026-02-29" },
      { status: 400, path: "date", says: "2026-03-31" },
    ],
    ["an invisible payee", { payee: "\u200d" }, { status: 400, path: "payee", says: "visible" }],
    ["a NUL in the note", { note: "a\0" }, { status: 400, path: "note", says: "control" }],
    [
      "an unknown status",
      { status: "booked" },
      { status: 400, path: "status", says: "pending, posted" },
    ],
    [
      "a field that only pfn sets",
      { createdBy: {} },
      { status: 400, path: "createdBy", says: "Unknown field" },
    ],
    [
      "a misspelled field",
      { external_id: "1" },
      { status: 400, path: "external_id", says: '"externalId"' },
    ],
    [
      "an account that is none",
      { accountId: newId() },
      { status: 404, path: "accountId", says: "accounts.list" },
    ],
    [
      "a category that is none",
      { lines: [{ amount: eur("-12.50"), categoryId: newId() }] },
      { status: 404, path: "lines.0.categoryId", says: "categories.list" },
    ],
  ];

  it.each(bad)(
    "with %s spoils the whole call: the answer names it, every table and rev stay",
    async (_, wrong, { status, path, says }) => {
      const before = await dumpTables(t.runtime.db);
      const transactions = [
        purchase(accountId),
        purchase(accountId),
        Object.assign(purchase(accountId), wrong),
      ];
      const refusal = await refusalOf(owner.transactions.create({ transactions }));
      expect(refusal).toMatchObject({ status, path: `transactions.2.${path}` });
      expect(`${refusal.detail} ${refusal.hint}`).toContain(says);
      expect(await dumpTables(t.runtime.db)).toEqual(before);
    },
  );

  it("for a closed account is a conflict that names the row", async () => {
    const closed = await openAccount(owner, { name: "Closed" });
    await t.runtime.db.account.update({
      where: { id: closed },
      data: { closedOn: fromIsoDay("2026-01-01") },
    });
    const refusal = await refusalOf(
      owner.transactions.create({ transactions: [purchase(accountId), purchase(closed)] }),
    );
    expect(refusal).toMatchObject({ status: 409, path: "transactions.1.accountId" });
  });

  it("for an archived category is a conflict: unarchive it, or use another", async () => {
    const id = category("Travel");
    await t.runtime.db.category.update({ where: { id }, data: { archivedAt: new Date() } });
    const lines = [{ categoryId: id, amount: eur("-12.50") }];
    const refusal = await refusalOf(
      owner.transactions.create({ transactions: [purchase(accountId, { lines })] }),
    );
    expect(refusal).toMatchObject({ status: 409, path: "transactions.0.lines.0.categoryId" });
  });
});

describe("the bank's own id (invariant 7)", () => {
  it(
    "makes a second row a duplicate, within one call and across calls, and names the row that " +
      "is there",
    async () => {
      const rows = [
        purchase(accountId, { externalId: "dup-1" }),
        purchase(accountId, { externalId: "dup-1", payee: "Other" }),
      ];
      const first = await owner.transactions.create({ transactions: rows });
      const id = first.results[0]?.result === "created" ? first.results[0].id : "";
      expect(first.results[1]).toEqual({ index: 1, result: "duplicate", existingId: id });
      const second = await owner.transactions.create({
        transactions: [...rows, purchase(accountId, { externalId: "dup-2" })],
      });
      expect(second).toMatchObject({
        created: 1,
        skipped: [0, 1].map((index) => ({ index, reason: "duplicate", id })),
      });
      expect(second.results.map(({ result }) => result)).toEqual([
        "duplicate",
        "duplicate",
        "created",
      ]);
    },
  );

  it("is the account's: the same id in two accounts makes two rows", async () => {
    const other = await openAccount(owner, { name: "Second" });
    const transactions = [accountId, other].map((id) => purchase(id, { externalId: "both" }));
    expect((await owner.transactions.create({ transactions })).created).toBe(2);
  });

  it("is also remembered for a deleted row, which stays deleted", async () => {
    const id = await addPurchase(owner, accountId, { externalId: "gone" });
    await t.runtime.db.transaction.update({ where: { id }, data: { deletedAt: new Date() } });
    const again = await owner.transactions.create({
      transactions: [purchase(accountId, { externalId: "gone" })],
    });
    expect(again.results).toEqual([{ index: 0, result: "duplicate", existingId: id }]);
    expect((await owner.transactions.list({ operationId: again.operationId ?? "" })).items).toEqual(
      [],
    );
  });
});
