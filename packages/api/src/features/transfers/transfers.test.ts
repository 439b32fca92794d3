import { beforeEach, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, categoryIds, eur, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpBooks } from "../../test/dump-tables";
import { createUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let owner: AppCaller;
let checking: string;
let savings: string;

beforeEach(async () => {
  owner = await asSession(t.runtime, await createUser(t.runtime));
  checking = await openAccount(owner);
  savings = await openAccount(owner, { name: "Savings", type: "savings" });
});

const undo = (operationId: string | null) => owner.operations.undo({ id: operationId ?? "" });
const move = (fields: object = {}) =>
  owner.transfers.create({
    ...{ fromAccountId: checking, toAccountId: savings, date: "2026-03-31", amount: eur("250.00") },
    ...fields,
  });
const balances = async () =>
  (await owner.accounts.list({})).items.map(({ posted }) => posted.amount);

describe("transfers.create (invariant 4)", () => {
  it("adds two legs that count in balances, and undo takes both away", async () => {
    const { transfer, created, operationId } = await move();
    expect(created).toBe(3);
    expect(await balances()).toEqual(["-250.00", "250.00"]);
    const { items } = await owner.transactions.list({ kind: "transfer" });
    expect(new Set(items.map(({ id }) => id))).toEqual(
      new Set([transfer.outTransactionId, transfer.inTransactionId]),
    );
    const undone = await undo(operationId);
    expect(await balances()).toEqual(["0.00", "0.00"]);
    await undo(undone.operationId);
    expect(await balances()).toEqual(["-250.00", "250.00"]);
  });

  it("between two currencies takes what arrives, too", async () => {
    const dollars = await openAccount(owner, { name: "Travel", currency: "USD" });
    expect(await refusalOf(move({ toAccountId: dollars }))).toMatchObject({
      status: 400,
      path: "received",
    });
    await move({ toAccountId: dollars, received: { amount: "271.30", currency: "USD" } });
    expect((await owner.accounts.get({ id: dollars })).posted).toEqual({
      amount: "271.30",
      currency: "USD",
    });
  });

  it.each([
    ["one account twice", () => ({ toAccountId: checking }), 400, "toAccountId"],
    ["a negative amount", () => ({ amount: eur("-1.00") }), 400, "amount"],
    ["nothing", () => ({ amount: eur("0.00") }), 400, "amount"],
    ["another amount in one currency", () => ({ received: eur("249.00") }), 400, "received"],
    [
      "a currency that is not the account's",
      () => ({ amount: { amount: "1.00", currency: "USD" } }),
      400,
      "amount.currency",
    ],
  ])("refuses %s", async (_, fields, status, path) => {
    expect(await refusalOf(move(fields()))).toMatchObject({ status, path });
  });
});

describe("a leg of a transfer (invariant 4)", () => {
  it(
    "is deleted with the other one, which the caller must expect; undo brings both back " +
      "exactly",
    async () => {
      const { transfer } = await move();
      const before = await dumpBooks(t.runtime.db);
      const ids = [transfer.outTransactionId];
      expect(await refusalOf(owner.transactions.delete({ ids, expectedCount: 1 }))).toMatchObject({
        status: 409,
        path: "expectedCount",
      });
      const deleted = await owner.transactions.delete({ ids, expectedCount: 2 });
      expect(deleted).toMatchObject({ deleted: 2, updated: 0 });
      expect(await balances()).toEqual(["0.00", "0.00"]);
      expect(await refusalOf(owner.transfers.unlink({ id: transfer.id }))).toMatchObject({
        status: 404,
      });
      await undo(deleted.operationId);
      expect(await dumpBooks(t.runtime.db)).toEqual(before);
    },
  );

  it(
    "changes its amount only together with the other one, and its date " + "and payee alone",
    async () => {
      const { outTransactionId, inTransactionId } = (await move()).transfer;
      const patchOf = (id: string, amount: string) => ({
        id,
        version: 1,
        patch: { amount: eur(amount) },
      });
      const alone = owner.transactions.update({
        transactions: [patchOf(outTransactionId, "-1.00")],
      });
      const refusal = await refusalOf(alone);
      expect(refusal).toMatchObject({ status: 409, path: "transactions.0.patch.amount" });
      expect(refusal?.detail).toContain(inTransactionId);
      await owner.transactions.update({
        transactions: [patchOf(outTransactionId, "-1.00"), patchOf(inTransactionId, "1.00")],
      });
      expect(await balances()).toEqual(["-1.00", "1.00"]);
      const day = {
        id: inTransactionId,
        version: 2,
        patch: { date: "2026-04-02", payee: "From checking" },
      };
      await expect(owner.transactions.update({ transactions: [day] })).resolves.toMatchObject({
        updated: 1,
      });
    },
  );
});

describe("transfers.link and unlink", () => {
  const pair = async () => {
    const categoryId = (await categoryIds(owner))("Groceries");
    const out = await addPurchase(owner, checking, { amount: eur("-40.00"), categoryId });
    const arrival = await addPurchase(owner, savings, { amount: eur("40.00") });
    return { out: { id: out, version: 1 }, in: { id: arrival, version: 1 } };
  };

  it(
    "make a transfer of two rows, without categories, and take it apart; undo restores the " +
      "categories",
    async () => {
      const legs = await pair();
      const before = await dumpBooks(t.runtime.db);
      const linked = await owner.transfers.link(legs);
      expect(linked).toMatchObject({ created: 1, updated: 2 });
      const { items } = await owner.transactions.list({ kind: "transfer" });
      expect(items.flatMap(({ lines }) => lines.map(({ categoryId }) => categoryId))).toEqual([
        null,
        null,
      ]);
      const apart = await owner.transfers.unlink({ id: linked.transfer.id });
      expect((await owner.transactions.list({ kind: "transfer" })).items).toEqual([]);
      await undo(apart.operationId);
      await undo(linked.operationId);
      expect(await dumpBooks(t.runtime.db)).toEqual(before);
    },
  );

  it(
    "refuse a stale version, a row twice, unequal amounts, legs the wrong way round, and one " +
      "that is linked already",
    async () => {
      const legs = await pair();
      const other = { id: await addPurchase(owner, savings, { amount: eur("41.00") }), version: 1 };
      const refused = (fields: object) => refusalOf(owner.transfers.link({ ...legs, ...fields }));
      expect(await refused({ out: { ...legs.out, version: 2 } })).toMatchObject({
        status: 409,
        path: "out.version",
      });
      expect(await refused({ in: legs.out })).toMatchObject({ status: 400, path: "in" });
      expect(await refused({ in: other })).toMatchObject({ status: 400, path: "in" });
      expect(await refused({ out: legs.in, in: legs.out })).toMatchObject({
        status: 400,
        path: "in",
      });
      await owner.transfers.link(legs);
      const again = { out: { ...legs.out, version: 2 }, in: { ...legs.in, version: 2 } };
      expect(await refused(again)).toMatchObject({ status: 409, path: "out.id" });
    },
  );

  it("stand in the way of undoing the rows, and are named", async () => {
    const made = await owner.transactions.create({
      transactions: [
        { accountId: checking, date: "2026-03-31", amount: eur("-5.00"), payee: "a" },
        { accountId: savings, date: "2026-03-31", amount: eur("5.00"), payee: "b" },
      ],
    });
    const [out, arrival] = made.results.map((row) => ({
      id: row.result === "created" ? row.id : "",
      version: 1,
    }));
    if (out === undefined || arrival === undefined) throw new Error("not made");
    const linked = await owner.transfers.link({ out, in: arrival });
    expect(await refusalOf(undo(made.operationId))).toMatchObject({ status: 409 });
    await undo(linked.operationId);
    await expect(undo(made.operationId)).resolves.toMatchObject({ deleted: 2 });
  });
});
