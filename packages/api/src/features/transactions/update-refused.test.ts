import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller, RouterInputs } from "../../root";
import { addPurchase, eur, openAccount } from "../../test/books";
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

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
  accountId = await openAccount(owner, { openingBalance: eur("10.00"), openingDate: "2026-01-01" });
});

const change = (caller: AppCaller, id: string, patch: Patch, version = 1) =>
  caller.transactions.update({ transactions: [{ id, version, patch }] });
const read = async (id: string) =>
  (await owner.transactions.list({ limit: 200 })).items.find((item) => item.id === id);

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

  it(
    "F4: a stale version, also for one of two writers at the same moment; the answer names " +
      "the version that holds",
    async () => {
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
    },
  );

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
