import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, categoryIds, eur, openAccount, purchase } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpBooks, dumpTables } from "../../test/dump-tables";
import { createUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let owner: AppCaller;
let accountId: string;
let groceries: string;

beforeAll(async () => {
  owner = await asSession(t.runtime, await createUser(t.runtime));
  accountId = await openAccount(owner, {
    openingBalance: eur("100.00"),
    openingDate: "2026-01-01",
  });
  groceries = (await categoryIds(owner))("Groceries");
});

const books = () => dumpBooks(t.runtime.db);
const undo = (operationId: string | null, caller = owner) =>
  caller.operations.undo({ id: operationId ?? "" });
const stateOf = async (id: string | null) => (await owner.operations.get({ id: id ?? "" })).state;

type Write = (account: string, row: string) => Promise<{ operationId: string | null }>;
const WRITES: [string, Write][] = [
  [
    "an account with its opening balance",
    () =>
      owner.accounts.create({
        name: "Undone",
        type: "cash",
        currency: "EUR",
        openingBalance: eur("1.00"),
      }),
  ],
  [
    "transactions, split and with the bank's id",
    (account) => {
      const lines = [
        { amount: eur("-12.00"), categoryId: groceries },
        { amount: eur("-0.50"), note: "tip" },
      ];
      return owner.transactions.create({
        transactions: [purchase(account, { lines, externalId: "x" }), purchase(account)],
      });
    },
  ],
  [
    "a change of every field",
    (_, id) => {
      const lines = [{ amount: eur("-1.00"), categoryId: groceries }, { amount: eur("-2.00") }];
      const texts = { payee: "New", note: "new", date: "2026-04-01", amount: eur("-3.00"), lines };
      const patch = { ...texts, status: "pending", review: "reviewed" } as const;
      return owner.transactions.update({ transactions: [{ id, version: 1, patch }] });
    },
  ],
];

describe("undo (invariant 10)", () => {
  it.each(WRITES)(
    "of %s restores every row exactly; undoing the undo does it again; and so on",
    async (_, write) => {
      const id = await addPurchase(owner, accountId, { note: "old" });
      const before = await books();
      const { operationId } = await write(accountId, id);
      const after = await books();
      expect(after).not.toEqual(before);
      const chain = [operationId];
      for (const expected of [before, after, before, after]) {
        const undone = await undo(chain.at(-1) ?? "");
        expect(undone).toMatchObject({ outcome: "applied", conflicts: [] });
        expect(await books()).toEqual(expected);
        chain.push(undone.operationId);
      }
      // An undo that was undone stays undone: only the newest one is in force.
      const states = await Promise.all(chain.map(stateOf));
      expect(states).toEqual(["applied", "undone", "undone", "undone", "applied"]);
    },
  );

  it(
    "answers what it changed, and is itself an operation that names " + "the one it undid",
    async () => {
      const { operationId } = await owner.transactions.create({
        transactions: [purchase(accountId), purchase(accountId)],
      });
      const balance = (await owner.accounts.list({ asOf: "2026-12-31" })).items.find(
        ({ id }) => id === accountId,
      )?.posted.amount;
      const undone = await undo(operationId);
      expect(undone).toMatchObject({
        created: 0,
        updated: 0,
        deleted: 2,
        conflicts: [],
        skipped: [],
      });
      expect(Number(undone.balancesAfter[0]?.posted.amount)).toBeCloseTo(Number(balance) + 25);
      expect(await owner.operations.get({ id: operationId ?? "" })).toMatchObject({
        state: "undone",
        undoneBy: undone.operationId,
      });
      expect(await owner.operations.get({ id: undone.operationId ?? "" })).toMatchObject({
        state: "applied",
        undoes: operationId,
        procedure: "operations.undo",
        changes: 2,
      });
    },
  );

  it("twice is refused: 409, and nothing changes", async () => {
    const { operationId } = await owner.transactions.create({
      transactions: [purchase(accountId)],
    });
    await undo(operationId);
    const before = await dumpTables(t.runtime.db);
    expect(await refusalOf(undo(operationId))).toMatchObject({
      status: 409,
      path: "id",
      detail: "`id`: this operation is undone already.",
    });
    expect(await dumpTables(t.runtime.db)).toEqual(before);
  });

  it("of one operation by five at once is done once", async () => {
    const { operationId } = await owner.transactions.create({
      transactions: [purchase(accountId)],
    });
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => undo(operationId)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      "fulfilled",
      ...Array(4).fill("rejected"),
    ]);
  });

  it("is possible again after a row was changed and changed back", async () => {
    const made = await owner.transactions.create({ transactions: [purchase(accountId)] });
    const id = made.results[0]?.result === "created" ? made.results[0].id : "";
    await owner.transactions.update({
      transactions: [{ id, version: 1, patch: { payee: "Other" } }],
    });
    await owner.transactions.update({
      transactions: [{ id, version: 2, patch: { payee: "Bakery" } }],
    });
    await expect(undo(made.operationId)).resolves.toMatchObject({ deleted: 1 });
  });
});
