import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller, RouterInputs } from "../../root";
import { addPurchase, categoryIds, eur, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

type Patch = RouterInputs["transactions"]["update"]["transactions"][number]["patch"];

const t = useRuntime();
let user: TestUser;
let owner: AppCaller;
let accountId: string;
let category: (name: string) => string;

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
  accountId = await openAccount(owner, { openingBalance: eur("10.00"), openingDate: "2026-01-01" });
  category = await categoryIds(owner);
});

const change = (caller: AppCaller, id: string, patch: Patch, version = 1) =>
  caller.transactions.update({ transactions: [{ id, version, patch }] });
const read = async (id: string) =>
  (await owner.transactions.list({ limit: 200 })).items.find((item) => item.id === id);

describe("a patch", () => {
  it("changes the fields it names, leaves the others, and counts the version up", async () => {
    const id = await addPurchase(owner, accountId, { note: "old" });
    const before = await read(id);
    const made = await change(owner, id, {
      payee: "Baker",
      date: "2026-04-01",
      status: "pending",
      review: "reviewed",
    });
    expect(made).toMatchObject({
      created: 0,
      updated: 1,
      deleted: 0,
      results: [{ id, version: 2 }],
    });
    expect(await read(id)).toEqual({
      ...before,
      version: 2,
      payee: "Baker",
      date: "2026-04-01",
      status: "pending",
      review: "reviewed",
    });
  });

  it.each<[string, Patch]>([
    ["null", { note: null }],
    ["an empty text", { note: "" }],
  ])("takes a note away with %s", async (_, patch) => {
    const id = await addPurchase(owner, accountId, { note: "old" });
    await change(owner, id, patch);
    expect(await read(id)).toMatchObject({ note: null });
  });

  it("sets one category, replaces the whole split, and takes it back to one line (invariant 1)", async () => {
    const id = await addPurchase(owner, accountId);
    const groceries = category("Groceries");
    await change(owner, id, { categoryId: groceries });
    expect((await read(id))?.lines).toEqual([
      { categoryId: groceries, amount: eur("-12.50"), note: null },
    ]);
    const lines = [
      { categoryId: groceries, amount: eur("-12.00"), note: "food" },
      { categoryId: null, amount: eur("-0.50") },
    ];
    await change(owner, id, { lines }, 2);
    expect((await read(id))?.lines).toEqual([{ ...lines[0] }, { ...lines[1], note: null }]);
    await change(owner, id, { categoryId: null }, 3);
    expect((await read(id))?.lines).toEqual([
      { categoryId: null, amount: eur("-12.50"), note: "food" },
    ]);
  });

  it("of the amount moves a single line along, and needs new lines for a split", async () => {
    const id = await addPurchase(owner, accountId, {
      lines: [{ categoryId: category("Health"), amount: eur("-12.50") }],
    });
    await change(owner, id, { amount: eur("-20.00") });
    expect(await read(id)).toMatchObject({
      amount: eur("-20.00"),
      lines: [{ categoryId: category("Health"), amount: eur("-20.00") }],
    });
    const lines = [{ amount: eur("-5.00") }, { amount: eur("-15.00") }];
    await change(owner, id, { lines }, 2);
    expect(await refusalOf(change(owner, id, { amount: eur("-30.00") }, 3))).toMatchObject({
      status: 400,
      path: "transactions.0.patch.amount",
      hint: expect.stringContaining("`lines`"),
    });
    await change(
      owner,
      id,
      { amount: eur("-30.00"), lines: [...lines, { amount: eur("-10.00") }] },
      3,
    );
    expect((await read(id))?.lines).toHaveLength(3);
  });

  it("keeps an archived category that the row has, while its other lines change, and gives it to no other row", async () => {
    const { id: old } = (await owner.categories.create({ name: "Old bicycle", kind: "expense" }))
      .category;
    const [id, other] = [
      await addPurchase(owner, accountId, { categoryId: old }),
      await addPurchase(owner, accountId),
    ];
    await owner.categories.archive({ id: old, version: 1 });
    const split = [
      { categoryId: old, amount: eur("-10.00") },
      { categoryId: category("Groceries"), amount: eur("-2.50") },
    ];
    await change(owner, id, { lines: split });
    expect((await read(id))?.lines.map(({ categoryId }) => categoryId)).toEqual([
      old,
      category("Groceries"),
    ]);
    const refusals = [
      await refusalOf(change(owner, other, { lines: split })),
      await refusalOf(change(owner, other, { categoryId: old })),
    ];
    expect(refusals).toMatchObject([
      { status: 409, path: "transactions.0.patch.lines.0.categoryId" },
      { status: 409, path: "transactions.0.patch.categoryId" },
    ]);
  });

  it("of an opening balance may move its amount and date, and a transfer its text, but neither has a category", async () => {
    const [opening] = (await owner.transactions.list({ kind: "opening" })).items;
    const toAccountId = await openAccount(owner, { name: "Arrival" });
    const move = { fromAccountId: accountId, toAccountId, date: "2026-03-31", amount: eur("1.00") };
    const leg = (await owner.transfers.create(move)).transfer.outTransactionId;
    for (const [id, kind] of [
      [opening?.id ?? "", "opening"],
      [leg, "transfer"],
    ] as const) {
      for (const patch of [
        { categoryId: category("Health") },
        { categoryId: null },
        { lines: [{ amount: eur("10.00") }] },
      ]) {
        const refusal = await refusalOf(change(owner, id, patch));
        expect(refusal).toMatchObject({
          status: 400,
          path: `transactions.0.patch.${Object.keys(patch)[0]}`,
        });
        expect(refusal.detail).toContain(`a transaction of kind ${kind} has no category`);
      }
    }
    const { balancesAfter } = await change(owner, opening?.id ?? "", {
      amount: eur("11.00"),
      date: "2025-12-31",
    });
    expect(balancesAfter).toHaveLength(1);
    await expect(change(owner, leg, { payee: "To savings" })).resolves.toMatchObject({
      updated: 1,
    });
  });
});

describe("what is refused, and leaves every table and rev as they were", () => {
  it.each<[string, () => Patch, { status: number; path: string }]>([
    ["a patch that names nothing", () => ({}), { status: 400, path: "patch" }],
    [
      "a field that cannot be changed",
      () => Object.assign({}, { accountId }),
      { status: 400, path: "patch.accountId" },
    ],
    [
      "the bank's own text",
      () => Object.assign({}, { rawText: "x" }),
      { status: 400, path: "patch.rawText" },
    ],
    [
      "a category beside lines",
      () => ({ categoryId: null, lines: [{ amount: eur("-12.50") }] }),
      { status: 400, path: "patch.categoryId" },
    ],
    [
      "lines that do not sum up",
      () => ({ lines: [{ amount: eur("-12.51") }] }),
      { status: 400, path: "patch.lines" },
    ],
    [
      "an amount in another currency",
      () => ({ amount: { amount: "-12.50", currency: "USD" } }),
      { status: 400, path: "patch.amount.currency" },
    ],
    [
      "a line in another currency",
      () => ({ lines: [{ amount: { amount: "-1250", currency: "JPY" } }] }),
      { status: 400, path: "patch.lines.0.amount.currency" },
    ],
    [
      "a category that is none",
      () => ({ categoryId: newId() }),
      { status: 404, path: "patch.categoryId" },
    ],
    [
      "a line's category that is none",
      () => ({ lines: [{ amount: eur("-12.50"), categoryId: newId() }] }),
      { status: 404, path: "patch.lines.0.categoryId" },
    ],
    ["an invisible payee", () => ({ payee: "\u2800" }), { status: 400, path: "patch.payee" }],
  ])("%s", async (_, patch, { status, path }) => {
    const [good, bad] = [await addPurchase(owner, accountId), await addPurchase(owner, accountId)];
    const before = await dumpTables(t.runtime.db);
    const patches = [
      { id: good, version: 1, patch: { payee: "Fine" } },
      { id: bad, version: 1, patch: patch() },
    ];
    const refusal = await refusalOf(owner.transactions.update({ transactions: patches }));
    expect(refusal).toMatchObject({ status, path: `transactions.1.${path}` });
    expect(await dumpTables(t.runtime.db)).toEqual(before);
  });

  it("F4: a stale version, also for one of two writers at the same moment; the answer names the version that holds", async () => {
    const id = await addPurchase(owner, accountId);
    const answers = await Promise.allSettled(
      ["one", "two"].map((payee) => change(owner, id, { payee })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refusal = await refusalOf(change(owner, id, { payee: "three" }));
    expect(refusal).toMatchObject({
      status: 409,
      path: "transactions.0.version",
      detail: expect.stringContaining("version 2"),
    });
  });

  it("the same transaction twice in one call, however its id is written", async () => {
    const id = await addPurchase(owner, accountId);
    const transactions = [
      { id, version: 1, patch: { payee: "a" } },
      { id: id.toUpperCase(), version: 2, patch: { payee: "b" } },
    ];
    expect(await refusalOf(owner.transactions.update({ transactions }))).toMatchObject({
      status: 400,
      path: "transactions.1.id",
    });
    expect(await read(id)).toMatchObject({ version: 1, payee: "Bakery" });
  });

  it("a deleted transaction, which answers like one that never was", async () => {
    const id = await addPurchase(owner, accountId);
    await t.runtime.db.transaction.update({ where: { id }, data: { deletedAt: new Date() } });
    expect(await refusalOf(change(owner, id, { payee: "x" }))).toEqual(
      await refusalOf(change(owner, newId(), { payee: "x" })),
    );
  });
});
