import { describe, expect, it } from "vitest";
import { addPurchase, categoryIds, eur, openAccount } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { commitFile } from "../../test/import-files";
import { refusalOf } from "../../test/refusals";
import { replayLog } from "../../test/replay-log";
import { fill, rowsOf, someRows, withoutVersions } from "./test/filled-ledger";

const t = useRuntime({ now: () => new Date("2026-06-15T12:00:00Z") });

describe("removeDemo", () => {
  it(
    "takes out what demo data brought, also what was changed since, says how much that is, " +
      "and leaves the rest",
    async () => {
      const { user, owner, rows, accountOf } = await fill(t);
      const groceries = (await categoryIds(owner))("Groceries");
      const changed = await someRows(owner, 10);
      await owner.transactions.update({
        transactions: changed.map(({ id, version }) => ({
          id,
          version,
          patch: { categoryId: groceries, note: "mine" },
        })),
      });
      const everyday = await openAccount(owner, { name: "Everyday big" });
      const own = await addPurchase(owner, everyday, { categoryId: groceries });
      await addPurchase(owner, accountOf("Checking"));
      await owner.transfers.create({
        ...{ fromAccountId: accountOf("Checking"), toAccountId: everyday },
        ...{ date: "2026-06-01", amount: eur("10.00") },
      });
      const before = await rowsOf(t, user);
      const tried = await owner.ledger.removeDemo({ dryRun: true });
      expect(await rowsOf(t, user)).toEqual(before);
      const done = await owner.ledger.removeDemo();
      expect(done).toMatchObject({
        removed: {
          accounts: ["Checking", "Dollar card", "Savings"],
          ...{ transactions: rows, changed: 10, added: 2, imports: 0 },
        },
        kept: { accounts: ["Everyday big"], unlinked: 1 },
      });
      expect({ ...tried, operationId: null, outcome: null }).toEqual({
        ...done,
        operationId: null,
        outcome: null,
      });
      const after = await rowsOf(t, user);
      expect(after[`transaction ${own}`]).toEqual(before[`transaction ${own}`]);
      expect(Object.keys(after).filter((key) => key.startsWith("category"))).toEqual(
        Object.keys(before).filter((key) => key.startsWith("category")),
      );
      const { items } = await owner.transactions.list({ limit: 200 });
      expect(items.map(({ accountId, kind }) => [accountId, kind])).toEqual([
        [everyday, "regular"],
        [everyday, "regular"],
      ]);
      expect(await owner.ledger.demo()).toEqual({ accounts: [] });
      expect(await replayLog(t.runtime.db, user.liveLedgerId)).toEqual(after);
    },
  );

  it(
    "shows in the log as the undoing of the filling, and can itself be " + "undone and done again",
    async () => {
      const { user, owner } = await fill(t);
      await addPurchase(owner, await openAccount(owner, { name: "Mine" }));
      const before = await rowsOf(t, user);
      const stateOf = async () => {
        const { items } = await owner.operations.list({ limit: 200 });
        return items.find(({ procedure }) => procedure === "ledger.fillDemo")?.state;
      };
      const removed = await owner.ledger.removeDemo();
      expect(await stateOf()).toBe("undone");
      const undone = await owner.operations.undo({ id: removed.operationId ?? "" });
      expect(await stateOf()).toBe("applied");
      expect(withoutVersions(await rowsOf(t, user))).toEqual(withoutVersions(before));
      expect((await owner.ledger.demo()).accounts).toEqual(["Checking", "Dollar card", "Savings"]);
      await owner.operations.undo({ id: undone.operationId ?? "" });
      expect((await owner.ledger.demo()).accounts).toEqual([]);
      expect((await owner.accounts.list()).items.map(({ name }) => name)).toEqual(["Mine"]);
    },
  );

  it(
    "removes an import into a demo account with what it brought, and " + "undo brings it back",
    async () => {
      const { user, owner, accountOf } = await fill(t);
      await commitFile(
        owner,
        accountOf("Savings"),
        "Date,Payee,Amount\n2026-03-31,Kiosk,-3.20\n2026-04-01,Kiosk,-4.20\n",
      );
      const before = await rowsOf(t, user);
      const { removed, operationId } = await owner.ledger.removeDemo();
      expect(removed).toMatchObject({ added: 2, imports: 1 });
      await owner.operations.undo({ id: operationId ?? "" });
      expect(withoutVersions(await rowsOf(t, user))).toEqual(withoutVersions(before));
    },
  );

  it("is refused where there is no demo data: 409, also a second time", async () => {
    const owner = await asSession(t.runtime, await createUser(t.runtime));
    await openAccount(owner);
    const refusal = { status: 409, detail: "This ledger holds no demo data." };
    expect(await refusalOf(owner.ledger.removeDemo())).toMatchObject(refusal);
    const filled = await fill(t);
    const other = await openAccount(filled.owner, { name: "Mine" });
    await filled.owner.ledger.removeDemo();
    expect(await refusalOf(filled.owner.ledger.removeDemo())).toMatchObject(refusal);
    expect((await filled.owner.accounts.list()).items.map(({ id }) => id)).toEqual([other]);
  });

  it("A3: is for the signed-in owner; no key does it, whatever its scopes", async () => {
    const { user, rows } = await fill(t);
    const agent = await asKey(t.runtime, user);
    expect(await refusalOf(agent.ledger.removeDemo())).toMatchObject({ status: 401 });
    expect(await refusalOf(agent.ledger.demo())).toMatchObject({ status: 401 });
    expect(await t.runtime.db.transaction.count({ where: { ledgerId: user.liveLedgerId } })).toBe(
      rows,
    );
  });

  it("takes a bounded number of statements for its hundreds of rows", async () => {
    const { owner } = await fill(t);
    t.statements.length = 0;
    const { deleted } = await owner.ledger.removeDemo();
    expect(deleted).toBeGreaterThan(600);
    expect(t.statements.length).toBeLessThanOrEqual(45);
  });
});
