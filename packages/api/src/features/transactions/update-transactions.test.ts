import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller, RouterInputs } from "../../root";
import { addPurchase, categoryIds, eur, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
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

  it(
    "sets one category, replaces the whole split, and takes it back to one " + "line (invariant 1)",
    async () => {
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
    },
  );

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

  it(
    "keeps an archived category that the row has, while its other lines change, and gives it " +
      "to no other row",
    async () => {
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
    },
  );

  it(
    "of an opening balance may move its amount and date, and a transfer its text, but neither " +
      "has a category",
    async () => {
      const [opening] = (await owner.transactions.list({ kind: "opening" })).items;
      const toAccountId = await openAccount(owner, { name: "Arrival" });
      const move = {
        fromAccountId: accountId,
        toAccountId,
        date: "2026-03-31",
        amount: eur("1.00"),
      };
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
    },
  );
});
