import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { addPurchase, eur, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createUser } from "../../test/factories";
import { commitFile, previewFile } from "../../test/import-files";

const t = useRuntime();
let caller: AppCaller;
beforeAll(async () => {
  caller = await asSession(t.runtime, await createUser(t.runtime));
});

const account = () => openAccount(caller, { name: newId() });
const csv = (...rows: string[]) => ["Date,Payee,Amount", ...rows, ""].join("\n");
const COFFEES = csv(
  "2026-03-30,Cafe,-2.50",
  "2026-03-31,Cafe,-2.50",
  "2026-03-31,Cafe,-2.50",
  "2026-03-31,Wages,1000.00",
);
const list = async (accountId: string) =>
  (await caller.transactions.list({ accountId: [accountId], limit: 200 })).items;
const amounts = async (accountId: string) =>
  (await list(accountId)).map(({ amount }) => amount.amount).sort();

describe("a preview", () => {
  it(
    "I2: adds nothing to the books and no entry to the log, and tells each row's verdict with " +
      "totals",
    async () => {
      const accountId = await account();
      const before = await dumpTables(t.runtime.db);
      const preview = await previewFile(caller, accountId, COFFEES);
      expect(preview.import).toMatchObject({
        state: "previewed",
        rows: { new: 4, duplicate: 0, error: 0 },
        totals: { in: eur("1000.00"), out: eur("-7.50"), net: eur("992.50") },
      });
      const {
        imports: _,
        import_rows: __,
        import_sums: ___,
        ...after
      } = await dumpTables(t.runtime.db);
      expect(before).toMatchObject(after);
    },
  );

  it(
    "I2: names line and reason of each row that it cannot read, and " + "reads the others",
    async () => {
      const file = csv(
        "2026-03-31,A,-1.00",
        "31 of March,B,-1.00",
        "2026-03-31,C,much",
        "2026-03-31,D,-1.00,-2.00",
        "2026-03-31,E,1.001",
      );
      const { items } = await previewFile(caller, await account(), file);
      expect(items.map(({ line, verdict, reason }) => [line, verdict, reason])).toEqual([
        [2, "new", null],
        [3, "error", "Column 1 holds no date of the order YMD."],
        [4, "error", 'Column 3 holds no amount in EUR with "." as decimal mark.'],
        [
          5,
          "error",
          "Has 4 cells where the header has 3: a text may hold the delimiter without quotes.",
        ],
        [6, "error", 'Column 3 holds no amount in EUR with "." as decimal mark.'],
      ]);
    },
  );

  it("shows what the running balance says, what the rows add up to, and the gap", async () => {
    const rows = [
      "2026-03-01,A,-10.00,90.00",
      "2026-03-02,B,-5.00,85.00",
      "2026-03-03,C,20.00,100.00",
    ];
    const file = ["Date,Payee,Amount,Balance", ...rows, ""].join("\n");
    const { import: made } = await previewFile(caller, await account(), file);
    expect(made?.balance).toEqual({
      source: "column",
      joins: true,
      expected: eur("100.00"),
      computed: eur("105.00"),
      gap: eur("-5.00"),
      brokenAtLine: 4,
      ledger: { after: eur("5.00"), gap: eur("95.00"), firstDifferingDay: "2026-03-01" },
    });
  });

  it("is found again by its id, page by page and by verdict", async () => {
    const { import: made } = await previewFile(caller, await account(), COFFEES);
    const id = made?.id ?? "";
    const first = await caller.imports.get({ id, limit: 3 });
    const second = await caller.imports.get({ id, limit: 3, cursor: first.nextCursor ?? "" });
    expect([...first.items, ...second.items].map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(second.nextCursor).toBeNull();
    expect((await caller.imports.get({ id, verdict: "error" })).items).toEqual([]);
    expect((await caller.imports.list({})).items.map((one) => one.id)).toContain(id);
  });
});

describe(
  "I2: a row of the bank is one transaction, however often and in whatever file it comes " +
    "(invariant 7)",
  () => {
    it("importing twice adds nothing; two equal coffees both stay", async () => {
      const accountId = await account();
      await commitFile(caller, accountId, COFFEES);
      const again = await commitFile(caller, accountId, COFFEES);
      expect(again.rows).toMatchObject({ imported: 0, duplicate: 4, held: 0 });
      expect(await amounts(accountId)).toEqual(["-2.50", "-2.50", "-2.50", "1000.00"]);
      expect(again.preview.import?.sameFileAs).toEqual(expect.any(String));
    });

    it("a row that the owner deleted is not brought back", async () => {
      const accountId = await account();
      await commitFile(caller, accountId, COFFEES);
      const [row] = await list(accountId);
      await t.runtime.db.transaction.update({
        where: { id: row?.id ?? "" },
        data: { deletedAt: new Date() },
      });
      const again = await commitFile(caller, accountId, COFFEES);
      expect(again.rows).toMatchObject({ imported: 0, duplicate: 3, previously_deleted: 1 });
      await t.runtime.db.transaction.update({
        where: { id: row?.id ?? "" },
        data: { deletedAt: null },
      });
    });

    it("the bank's own ids tell equal rows apart, also in files that do not overlap", async () => {
      const accountId = await account();
      const file = (id: string) =>
        `Date,Payee,Amount,Transaction ID\n2026-03-31,Cafe,-2.50,${id}\n`;
      await commitFile(caller, accountId, file("A1"));
      await commitFile(caller, accountId, file("A2"));
      expect((await list(accountId)).map(({ externalId }) => externalId).sort()).toEqual([
        "A1",
        "A2",
      ]);
    });

    it(
      "a bank's id on another amount is no duplicate: it is held for the caller, and can become " +
        "a row of its own",
      async () => {
        const accountId = await account();
        const file = (amount: string) =>
          `Date,Payee,Amount,Transaction ID\n2026-03-31,Cafe,${amount},A1\n`;
        await commitFile(caller, accountId, file("-2.50"));
        expect((await commitFile(caller, accountId, file("-9.00"))).rows).toMatchObject({
          imported: 0,
          held: 1,
        });
        await commitFile(caller, accountId, file("-9.00"), {
          decisions: [{ index: 0, decision: "import" }],
        });
        expect(await amounts(accountId)).toEqual(["-2.50", "-9.00"]);
        expect((await commitFile(caller, accountId, file("-9.00"))).rows).toMatchObject({
          imported: 0,
          held: 0,
          duplicate: 1,
        });
      },
    );
  },
);

describe("a row that may be a transaction written by hand", () => {
  const file = csv("2026-03-31,BAKERY 17,-12.50");

  it("is held until somebody decides, neither added nor lost", async () => {
    const accountId = await account();
    const mine = await addPurchase(caller, accountId, { date: "2026-03-29" });
    const { preview, rows, skipped } = await commitFile(caller, accountId, file);
    expect(preview.items).toMatchObject([{ verdict: "possible_match", matchId: mine }]);
    expect(rows).toMatchObject({ imported: 0, held: 1 });
    expect(skipped).toEqual([{ index: 0, reason: "held", id: mine }]);
    expect((await previewFile(caller, accountId, file)).items).toMatchObject([
      { verdict: "possible_match" },
    ]);
  });

  it("matched, it is that transaction from then on; its words stay", async () => {
    const accountId = await account();
    const mine = await addPurchase(caller, accountId, { payee: "My bakery" });
    await commitFile(caller, accountId, file, { decisions: [{ index: 0, decision: "match" }] });
    expect(await list(accountId)).toMatchObject([{ id: mine, payee: "My bakery" }]);
    expect((await commitFile(caller, accountId, file)).rows).toMatchObject({
      duplicate: 1,
      held: 0,
    });
  });

  it("decided to be another one, it is added; decided to be left out, it is not", async () => {
    const accountId = await account();
    await addPurchase(caller, accountId);
    await commitFile(caller, accountId, file, { decisions: [{ index: 0, decision: "skip" }] });
    expect(await list(accountId)).toHaveLength(1);
    await commitFile(caller, accountId, file, { decisions: [{ index: 0, decision: "import" }] });
    expect(await list(accountId)).toHaveLength(2);
  });

  it("is offered to one row of the file only", async () => {
    const accountId = await account();
    await addPurchase(caller, accountId);
    const { items } = await previewFile(
      caller,
      accountId,
      csv("2026-03-31,A,-12.50", "2026-03-31,B,-12.50"),
    );
    expect(items.map(({ verdict }) => verdict)).toEqual(["possible_match", "new"]);
  });
});
