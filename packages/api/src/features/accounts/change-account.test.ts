import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { addPurchase, eur, openAccount, purchase } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime({ now: () => new Date("2026-05-01T12:00:00Z") });
let owner: AppCaller;
let id: string;

beforeEach(async () => {
  owner = await asSession(t.runtime, await createUser(t.runtime));
  id = await openAccount(owner, { name: "Checking", note: "Joint" });
});

const undo = (operationId: string | null) => owner.operations.undo({ id: operationId ?? "" });

describe("accounts.get", () => {
  it("answers the account with its balances of the day asked for", async () => {
    await addPurchase(owner, id, { date: "2026-04-30" });
    expect(await owner.accounts.get({ id })).toMatchObject({
      name: "Checking",
      posted: eur("-12.50"),
      asOf: "2026-05-01",
    });
    expect(await owner.accounts.get({ id, asOf: "2026-04-29" })).toMatchObject({
      posted: eur("0.00"),
    });
  });

  it("of a stranger's account answers as of none", async () => {
    const stranger = await asSession(t.runtime, await createUser(t.runtime));
    expect(await refusalOf(stranger.accounts.get({ id }))).toEqual(
      await refusalOf(stranger.accounts.get({ id: newId() })),
    );
  });
});

describe("accounts.update", () => {
  it("changes the fields it names and leaves the others; undo restores them", async () => {
    const { account, operationId, updated } = await owner.accounts.update({
      id,
      version: 1,
      name: "Joint",
      note: null,
    });
    expect(updated).toBe(1);
    expect(account).toMatchObject({ version: 2, name: "Joint", note: null, type: "checking" });
    await undo(operationId);
    expect(await owner.accounts.get({ id })).toMatchObject({
      version: 3,
      name: "Checking",
      note: "Joint",
    });
  });

  it(
    "F4: refuses a stale version, a taken name, and a change of nothing, " + "naming the field",
    async () => {
      await openAccount(owner, { name: "Savings" });
      expect(await refusalOf(owner.accounts.update({ id, version: 2, name: "x" }))).toMatchObject({
        status: 409,
        path: "version",
      });
      expect(
        await refusalOf(owner.accounts.update({ id, version: 1, name: "Savings" })),
      ).toMatchObject({
        status: 409,
        path: "name",
      });
      expect(await refusalOf(owner.accounts.update({ id, version: 1 }))).toMatchObject({
        status: 400,
      });
    },
  );

  it("keeps a name that does not change", async () => {
    expect(
      (await owner.accounts.update({ id, version: 1, name: "Checking", type: "savings" })).account
        .type,
    ).toBe("savings");
  });
});

describe("accounts.close", () => {
  it(
    "keeps rows and balance, takes no new rows, and leaves the list " + "of open accounts",
    async () => {
      await addPurchase(owner, id, { date: "2026-05-01" });
      const { account, balancesAfter } = await owner.accounts.close({ id, version: 1 });
      expect(account).toMatchObject({ closedOn: "2026-05-01", version: 2 });
      expect(balancesAfter).toMatchObject([{ posted: eur("-12.50") }]);
      const late = owner.transactions.create({ transactions: [purchase(id)] });
      expect(await refusalOf(late)).toMatchObject({
        status: 409,
        path: "transactions.0.accountId",
      });
      expect((await owner.accounts.list({ includeClosed: false })).items).toEqual([]);
    },
  );

  it("refuses while rows are dated later, and when closed already", async () => {
    const later = await addPurchase(owner, id, { date: "2026-05-02" });
    const refusal = await refusalOf(owner.accounts.close({ id, version: 1 }));
    expect(refusal).toMatchObject({ status: 409, path: "closedOn" });
    expect(refusal?.detail).toContain(later);
    await owner.accounts.close({ id, version: 1, closedOn: "2026-05-02" });
    expect(await refusalOf(owner.accounts.close({ id, version: 2 }))).toMatchObject({
      status: 409,
      path: "id",
    });
  });

  it("lets no row be moved to a day after it", async () => {
    const row = await addPurchase(owner, id, { date: "2026-04-01" });
    await owner.accounts.close({ id, version: 1 });
    const move = (date: string) =>
      owner.transactions.update({ transactions: [{ id: row, version: 1, patch: { date } }] });
    expect(await refusalOf(move("2026-05-02"))).toMatchObject({
      status: 409,
      path: "transactions.0.patch.date",
    });
    await expect(move("2026-05-01")).resolves.toMatchObject({ updated: 1 });
  });

  it("is taken back by reopen, which an open account refuses", async () => {
    await owner.accounts.close({ id, version: 1 });
    expect((await owner.accounts.reopen({ id, version: 2 })).account).toMatchObject({
      closedOn: null,
      version: 3,
    });
    await expect(addPurchase(owner, id)).resolves.toEqual(expect.any(String));
    expect(await refusalOf(owner.accounts.reopen({ id, version: 3 }))).toMatchObject({
      status: 409,
      path: "id",
    });
  });

  it("is taken back by undo", async () => {
    await undo((await owner.accounts.close({ id, version: 1 })).operationId);
    expect(await owner.accounts.get({ id })).toMatchObject({ closedOn: null });
  });
});
