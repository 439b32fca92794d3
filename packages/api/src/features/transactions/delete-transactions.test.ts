import { beforeEach, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, eur, openAccount, purchase } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let user: TestUser;
let owner: AppCaller;
let accountId: string;

beforeEach(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
  accountId = await openAccount(owner);
});

describe("transactions.delete", () => {
  it("takes rows out of lists and balances, and undo brings them back", async () => {
    const ids = [await addPurchase(owner, accountId), await addPurchase(owner, accountId)];
    const gone = await owner.transactions.delete({ ids, expectedCount: 2, reason: "Twice" });
    expect(gone).toMatchObject({
      deleted: 2,
      updated: 0,
      created: 0,
      balancesAfter: [{ posted: eur("0.00") }],
    });
    expect((await owner.transactions.list()).items).toEqual([]);
    await owner.operations.undo({ id: gone.operationId ?? "" });
    expect((await owner.transactions.list()).items.map(({ id }) => id).sort()).toEqual(ids.sort());
  });

  it("leaves a tombstone, so that the bank's row does not come back (invariant 7)", async () => {
    const id = await addPurchase(owner, accountId, { externalId: "bank 1" });
    await owner.transactions.delete({ ids: [id], expectedCount: 1 });
    const again = await owner.transactions.create({
      transactions: [purchase(accountId, { externalId: "bank 1" })],
    });
    expect(again).toMatchObject({ created: 0, results: [{ result: "duplicate", existingId: id }] });
  });

  it(
    "is all or nothing, and refuses what is gone, what is named twice, and another count than " +
      "expected",
    async () => {
      const [id, other] = [
        await addPurchase(owner, accountId),
        await addPurchase(owner, accountId),
      ];
      await owner.transactions.delete({ ids: [other], expectedCount: 1 });
      const refused = (ids: string[], expectedCount: number) =>
        refusalOf(owner.transactions.delete({ ids, expectedCount }));
      expect(await refused([id, other], 2)).toMatchObject({ status: 404, path: "ids.1" });
      expect(await refused([id, id], 1)).toMatchObject({ status: 400, path: "ids" });
      expect(await refused([id], 2)).toMatchObject({ status: 409, path: "expectedCount" });
      expect((await owner.transactions.list()).items).toHaveLength(1);
    },
  );

  it("needs transactions:write", async () => {
    const id = await addPurchase(owner, accountId);
    const agent = await asKey(t.runtime, user, {
      scopes: ["transactions:create", "transactions:categorize"],
    });
    const refusal = await refusalOf(agent.transactions.delete({ ids: [id], expectedCount: 1 }));
    expect(refusal).toMatchObject({
      status: 403,
      hint: expect.stringContaining("transactions:write"),
    });
  });
});
