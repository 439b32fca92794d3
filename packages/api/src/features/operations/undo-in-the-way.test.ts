import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, categoryIds, eur, openAccount, purchase } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let owner: AppCaller;
let accountId: string;

beforeAll(async () => {
  owner = await asSession(t.runtime, await createUser(t.runtime));
  accountId = await openAccount(owner, {
    openingBalance: eur("100.00"),
    openingDate: "2026-01-01",
  });
});

const undo = (operationId: string | null, caller = owner) =>
  caller.operations.undo({ id: operationId ?? "" });

describe(
  "undo with rows in the way: the real call is refused and names them, a dry run lists them; " +
    "neither changes a thing",
  () => {
    async function expectConflicts(
      operationId: string | null,
      expected: { entity: string; entityId: string; reason: string }[],
    ) {
      const before = await dumpTables(t.runtime.db);
      const refusal = await refusalOf(undo(operationId));
      expect(refusal).toMatchObject({
        status: 409,
        path: "id",
        hint: expect.stringContaining("newest first"),
      });
      expect(refusal.errors?.map(({ path }) => path).sort()).toEqual(
        expected.map(({ entity, entityId }) => `${entity}:${entityId}`).sort(),
      );
      const tried = await owner.operations.undo({ id: operationId ?? "", dryRun: true });
      expect(tried).toMatchObject({ outcome: "dryRun", operationId: null });
      expect(new Set(tried.conflicts)).toEqual(new Set(expected));
      expect(await dumpTables(t.runtime.db)).toEqual(before);
    }

    it("rows changed since", async () => {
      const made = await owner.transactions.create({
        transactions: ["a", "b", "c"].map((payee) => purchase(accountId, { payee })),
      });
      const [first = "", , third = ""] = made.results.map((row) =>
        row.result === "created" ? row.id : "",
      );
      await owner.transactions.update({
        transactions: [first, third].map((id) => ({ id, version: 1, patch: { note: "mine" } })),
      });
      await expectConflicts(
        made.operationId,
        [first, third].map((entityId) => ({ entity: "transaction", entityId, reason: "changed" })),
      );
    });

    it("rows that were added to an account that would go", async () => {
      const { account, operationId } = await owner.accounts.create({
        name: "In use",
        type: "cash",
        currency: "EUR",
      });
      const row = await addPurchase(owner, account.id);
      await expectConflicts(operationId, [
        { entity: "transaction", entityId: row, reason: "obstacle" },
      ]);
    });

    it("an account that has taken the name meanwhile", async () => {
      const { operationId } = await owner.accounts.create({
        name: "Reused",
        type: "cash",
        currency: "EUR",
      });
      const undone = await undo(operationId);
      const rival = await openAccount(owner, { name: "Reused" });
      await expectConflicts(undone.operationId, [
        { entity: "account", entityId: rival, reason: "obstacle" },
      ]);
    });

    it("a row that has taken the bank's id meanwhile", async () => {
      const { operationId } = await owner.transactions.create({
        transactions: [purchase(accountId, { externalId: "again" })],
      });
      const undone = await undo(operationId);
      const rival = await addPurchase(owner, accountId, { externalId: "again" });
      await expectConflicts(undone.operationId, [
        { entity: "transaction", entityId: rival, reason: "obstacle" },
      ]);
    });

    it("an account that is gone and that the rows need", async () => {
      const { account, operationId } = await owner.accounts.create({
        name: "Gone",
        type: "cash",
        currency: "EUR",
      });
      const made = await owner.transactions.create({ transactions: [purchase(account.id)] });
      const undone = await undo(made.operationId);
      await undo(operationId);
      await expectConflicts(undone.operationId, [
        { entity: "account", entityId: account.id, reason: "obstacle" },
      ]);
    });

    it(
      "a closed account whose last day is before a row, whichever of the two " + "would come back",
      async () => {
        const { account } = await owner.accounts.create({
          name: "Closed",
          type: "cash",
          currency: "EUR",
        });
        const row = await addPurchase(owner, account.id, { date: "2026-05-02" });
        const deleted = await owner.transactions.delete({ ids: [row], expectedCount: 1 });
        const closed = await owner.accounts.close({
          id: account.id,
          version: 1,
          closedOn: "2026-05-01",
        });
        await expectConflicts(deleted.operationId, [
          { entity: "account", entityId: account.id, reason: "obstacle" },
        ]);
        const reopened = await undo(closed.operationId);
        await undo(deleted.operationId);
        await expectConflicts(reopened.operationId, [
          { entity: "transaction", entityId: row, reason: "obstacle" },
        ]);
      },
    );

    it("categories that rows use meanwhile", async () => {
      const person = await asSession(t.runtime, await createUser(t.runtime));
      const [first] = (await person.operations.list()).items;
      const account = await openAccount(person);
      const categoryId = (await categoryIds(person))("Health");
      const row = await addPurchase(person, account, {
        lines: [{ categoryId, amount: eur("-12.50") }],
      });
      expect(await refusalOf(undo(first?.id ?? "", person))).toMatchObject({
        status: 409,
        errors: [{ path: `transaction:${row}` }],
      });
    });
  },
);
