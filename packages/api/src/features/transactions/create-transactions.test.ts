import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { addPurchase, categoryIds, eur, openAccount, purchase } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
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

describe("new transactions", () => {
  it(
    "are answered one by one, in the order of the input, with the " + "balances after them",
    async () => {
      const made = await owner.transactions.create({
        transactions: ["-1.00", "-2.00", "-4.00"].map((amount) =>
          purchase(accountId, { amount: eur(amount) }),
        ),
      });
      expect(made).toMatchObject({
        outcome: "applied",
        created: 3,
        updated: 0,
        deleted: 0,
        skipped: [],
      });
      expect(made.balancesAfter).toEqual([
        { accountId, name: "Checking", posted: eur("93.00"), pending: eur("0.00") },
      ]);
      const { items } = await owner.transactions.list({ operationId: made.operationId ?? "" });
      const amounts = new Map(items.map(({ id, amount }) => [id, amount.amount]));
      expect(
        made.results.map((row) => [
          row.index,
          row.result,
          row.result === "created" && amounts.get(row.id),
        ]),
      ).toEqual([
        [0, "created", "-1.00"],
        [1, "created", "-2.00"],
        [2, "created", "-4.00"],
      ]);
    },
  );

  it(
    "take one category for the whole amount in `categoryId`, or several in " +
      "`lines`, never both",
    async () => {
      const categoryId = category("Groceries");
      const id = await addPurchase(owner, accountId, { categoryId, payee: "Short form" });
      const { items } = await owner.transactions.list({ q: "Short form" });
      expect(items.find((item) => item.id === id)?.lines).toEqual([
        { categoryId, amount: eur("-12.50"), note: null },
      ]);
      const both = purchase(accountId, {
        categoryId,
        lines: [{ categoryId, amount: eur("-12.50") }],
      });
      const refusal = await refusalOf(owner.transactions.create({ transactions: [both] }));
      expect(refusal).toMatchObject({ code: "BAD_REQUEST", path: "transactions.0.categoryId" });
      const foreign = purchase(accountId, { categoryId: newId() });
      expect(await refusalOf(owner.transactions.create({ transactions: [foreign] }))).toMatchObject(
        {
          code: "NOT_FOUND",
          path: "transactions.0.categoryId",
        },
      );
    },
  );

  it(
    "hold what was sent and nothing else: one uncategorized, unreviewed, posted line unless " +
      "told",
    async () => {
      const id = await addPurchase(owner, accountId, {
        payee: " Cafe\u0301 ",
        note: "a\r\nb",
        externalId: "bank-1",
      });
      const { items } = await owner.transactions.list({ q: "Café" });
      expect(items.find((item) => item.id === id)).toMatchObject({
        version: 1,
        accountId,
        date: "2026-03-31",
        amount: eur("-12.50"),
        payee: "Café",
        note: "a\nb",
        kind: "regular",
        status: "posted",
        review: "unreviewed",
        rawText: null,
        externalId: "bank-1",
        lines: [{ categoryId: null, amount: eur("-12.50"), note: null }],
      });
    },
  );

  it("keep their category lines in order (invariant 1)", async () => {
    const lines = [
      { categoryId: category("Groceries"), amount: eur("-10.00"), note: "food" },
      { categoryId: category("Health"), amount: eur("-5.00") },
      { amount: eur("2.50"), note: "" },
    ];
    const id = await addPurchase(owner, accountId, { lines });
    const { items } = await owner.transactions.list({ categoryId: [category("Health")] });
    expect(items.find((item) => item.id === id)?.lines).toEqual([
      { categoryId: category("Groceries"), amount: eur("-10.00"), note: "food" },
      { categoryId: category("Health"), amount: eur("-5.00"), note: null },
      { categoryId: null, amount: eur("2.50"), note: null },
    ]);
  });

  it.each([0, 201])("are refused %i at a time", async (count) => {
    const transactions = Array.from({ length: count }, () => purchase(accountId));
    expect(await refusalOf(owner.transactions.create({ transactions }))).toMatchObject({
      status: 400,
      path: "transactions",
    });
  });

  it("can be as many as 200, and one of them can have as many as 50 lines", async () => {
    const lines = Array.from({ length: 50 }, () => ({ amount: eur("-0.25") }));
    const rows = Array.from({ length: 199 }, () => purchase(accountId));
    const made = await owner.transactions.create({
      transactions: [...rows, purchase(accountId, { lines })],
    });
    expect(made.created).toBe(200);
    await owner.operations.undo({ id: made.operationId ?? "" });
  });
});
