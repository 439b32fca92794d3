import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { addPurchase, eur, openAccount } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let user: TestUser;
let owner: AppCaller;
let accountId: string;

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
  accountId = await openAccount(owner);
});

describe("transactions.get", () => {
  it("answers the row exactly as the list shows it", async () => {
    const id = await addPurchase(owner, accountId, {
      lines: [{ amount: eur("-12.00") }, { amount: eur("-0.50") }],
    });
    const listed = (await owner.transactions.list()).items.find((item) => item.id === id);
    expect(await owner.transactions.get({ id })).toEqual(listed);
  });

  it("answers to a stranger's id, a deleted row and nothing at all alike: 404", async () => {
    const id = await addPurchase(owner, accountId);
    const stranger = await asSession(t.runtime, await createUser(t.runtime));
    const practice = await asKey(t.runtime, user, { mode: "test" });
    await t.runtime.db.transaction.update({ where: { id }, data: { deletedAt: new Date() } });
    const refusals = await Promise.all([
      refusalOf(owner.transactions.get({ id })),
      refusalOf(stranger.transactions.get({ id })),
      refusalOf(practice.transactions.get({ id })),
      refusalOf(owner.transactions.get({ id: newId() })),
    ]);
    expect(refusals[0]).toMatchObject({ status: 404, path: "id" });
    for (const refusal of refusals) expect(refusal).toEqual(refusals[0]);
  });

  it("refuses what is no id: 400", async () => {
    for (const id of ["", "1", "\0", `${newId()}'--`])
      expect(await refusalOf(owner.transactions.get({ id }))).toMatchObject({
        status: 400,
        path: "id",
      });
  });
});

describe("the two legs of a transfer", () => {
  it("name each other and the account at the other end, in lists too", async () => {
    const savings = await openAccount(owner, { name: "Savings" });
    const [out, into] = [
      await addPurchase(owner, accountId, { amount: eur("-40.00"), date: "2026-05-01" }),
      await addPurchase(owner, savings, { amount: eur("40.00"), date: "2026-05-02" }),
    ];
    const legs = { out: { id: out, version: 1 }, in: { id: into, version: 1 } };
    const { id } = (await owner.transfers.link(legs)).transfer;
    const { items } = await owner.transactions.list({ kind: "transfer" });
    expect(items.map(({ transfer }) => transfer)).toEqual([
      { id, transactionId: out, accountId },
      { id, transactionId: into, accountId: savings },
    ]);
    expect(
      (await owner.transactions.list({ kind: "opening" })).items.every(
        ({ transfer }) => transfer === null,
      ),
    ).toBe(true);
  });
});
