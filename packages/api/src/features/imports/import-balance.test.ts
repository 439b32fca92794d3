import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { eur, openAccount } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpBooks } from "../../test/dump-tables";
import { createUser, type TestUser } from "../../test/factories";
import { commitFile, previewFile } from "../../test/import-files";
import { refusalOf } from "../../test/refusals";
import { closingOf, type Month } from "./formats/test/ledger-month";
import { account, money, writeCsv, writeDownload } from "./test/overlapping-files";

const t = useRuntime();
let user: TestUser;
let caller: AppCaller;
beforeEach(async () => {
  user = await createUser(t.runtime);
  caller = await asSession(t.runtime, user);
});

const CSV = { isLong: false, hasBalance: true } as const;
const linesOf = (month: Month) => writeCsv(month, CSV).toString().trimEnd().split("\n");
const openWith = ({ opening }: Month) =>
  openAccount(caller, {
    ...{ name: newId(), openingBalance: money(opening), openingDate: "2026-02-28" },
  });

describe("a proved file", () => {
  it("any row taken out of it is named: the gap, and the first day that differs", async () => {
    const property = async (month: Month) => {
      const accountId = await openWith(month);
      const lines = linesOf(month);
      // What stands last, nobody can miss in the file alone.
      for (const [at, row] of month.rows.slice(0, -1).entries()) {
        const file = `${lines.toSpliced(at + 1, 1).join("\n")}\n`;
        const preview = await previewFile(caller, accountId, file);
        const next = month.rows[at + 1];
        expect(preview.import?.balance).toMatchObject({
          brokenAtLine: at === 0 ? null : at + 2,
          ledger: {
            after: money(closingOf(month) - row.minor),
            gap: money(row.minor),
            firstDifferingDay: next?.date,
          },
        });
      }
    };
    await fc.assert(fc.asyncProperty(account, property), { numRuns: 3 });
  });

  it("states balances in lines around its rows: kept, unless they contradict", async () => {
    const file = (closing: string) =>
      "Date;Text;Amount\n2026-03-01;Opening balance;10,00\n2026-03-02;Kiosk;-2,00\n" +
      `2026-03-05;Wages;50,00\n2026-03-31;Closing balance;${closing}\n`;
    const accountId = await openAccount(caller);
    const { preview } = await commitFile(caller, accountId, file("58,00"), { addOpening: true });
    expect(preview.import).toMatchObject({
      balance: { source: "lines", expected: eur("58.00"), gap: eur("0.00"), joins: true },
      opening: { amount: eur("10.00"), on: "2026-03-01" },
    });
    const { items } = await caller.accounts.balanceChecks({ accountId });
    expect(items).toMatchObject([{ amount: eur("58.00"), on: "2026-03-31", gap: eur("0.00") }]);
    const other = await openAccount(caller, { name: newId() });
    const broken = await commitFile(caller, other, file("99,00"));
    expect(broken.preview.import?.balance).toMatchObject({ gap: eur("41.00"), source: "lines" });
    expect((await caller.accounts.balanceChecks({ accountId: other })).items).toEqual([]);
  });

  it("of a card may state what is owed: it proves itself as the account's would", async () => {
    const accountId = await openAccount(caller, { name: newId(), type: "credit_card" });
    const file =
      "Date,Text,Amount,Balance\n2026-03-02,Shop,-25.00,125.00\n" +
      "2026-03-05,Ride,-12.00,137.00\n2026-03-15,Payment,100.00,37.00\n";
    const preview = await previewFile(caller, accountId, file);
    expect(preview.ambiguous).toEqual([]);
    expect(preview.import?.balance).toMatchObject({ gap: eur("0.00"), brokenAtLine: null });
  });

  it("any of its rows deleted later is named by its own day", async () => {
    const property = async (month: Month) => {
      const accountId = await openWith(month);
      await commitFile(caller, accountId, writeCsv(month, CSV));
      const asked = { accountId, on: "2026-03-31", amount: money(closingOf(month)) };
      expect(await caller.accounts.checkBalance(asked)).toMatchObject({ gap: money(0n) });
      const { items } = await caller.transactions.list({ accountId: [accountId] });
      for (const { id, date, amount } of items.filter(({ kind }) => kind === "regular")) {
        const { operationId } = await caller.transactions.delete({ ids: [id], expectedCount: 1 });
        expect(await caller.accounts.checkBalance(asked)).toMatchObject({
          gap: amount,
          firstDifferingDay: date,
        });
        await caller.operations.undo({ id: operationId ?? "" });
      }
    };
    await fc.assert(fc.asyncProperty(account, property), { numRuns: 2 });
  });

  it.each(["csv", "camt", "mt940", "ofx"] as const)(
    "%s: its balance is kept by the commit and gone with its undo; all is as before",
    async (kind) => {
      const [drawn] = fc.sample(account, { numRuns: 1, seed: 7 });
      const month = { account: newId(), opening: drawn?.opening ?? 1n, rows: drawn?.rows ?? [] };
      const accountId = await openAccount(caller);
      const before = await dumpBooks(t.runtime.db);
      const file = writeDownload(month, { kind, days: [1, 9] }) ?? "";
      const { operationId, preview } = await commitFile(caller, accountId, file, {
        addOpening: true,
      });
      const { items } = await caller.accounts.balanceChecks({ accountId });
      expect(items).toMatchObject([
        { amount: money(closingOf(month)), gap: money(0n), importId: preview.import?.id },
      ]);
      await caller.operations.undo({ id: operationId ?? "" });
      expect(await dumpBooks(t.runtime.db)).toEqual(before);
    },
  );
});

it("a file that contradicts itself keeps no balance", async () => {
  const accountId = await openAccount(caller);
  const rows = ["2026-03-02,A,-1.00,99.00", "2026-03-03,B,-1.00,98.00", "2026-03-04,C,-1.00,90.00"];
  await commitFile(caller, accountId, `Date,Payee,Amount,Balance\n${rows.join("\n")}\n`);
  expect((await caller.accounts.balanceChecks({ accountId })).items).toEqual([]);
});

it("a row that was there is not changed by a proof, and only its identity by a match", async () => {
  const accountId = await openAccount(caller);
  const { results } = await caller.transactions.create({
    transactions: [{ accountId, date: "2026-03-02", amount: eur("-5.00"), payee: "By hand" }],
  });
  const [made] = results;
  const id = made?.result === "created" ? made.id : "";
  const file = "Date,Payee,Amount,Balance\n2026-03-02,Bakery,-5.00,95.00\n";
  const stored = () =>
    t.runtime.db.transaction.findUniqueOrThrow({
      where: { id },
      omit: { updatedAt: true, version: true, fingerprint: true },
    });
  const before = await stored();
  const decisions = [{ index: 0, decision: "match" as const }];
  expect(await commitFile(caller, accountId, file, { decisions })).toMatchObject({
    rows: { matched: 1 },
  });
  expect(await stored()).toEqual(before);
  expect((await previewFile(caller, accountId, file)).items).toMatchObject([
    { verdict: "duplicate", matchId: id },
  ]);
});

describe("an opening balance", () => {
  const FILE = "Date,Payee,Amount,Balance\n2026-03-02,A,-1.00,99.00\n2026-03-03,B,-1.00,98.00\n";

  it("is offered where account and file have none, and added when the caller asks", async () => {
    const accountId = await openAccount(caller);
    const { preview, created } = await commitFile(caller, accountId, FILE, { addOpening: true });
    expect(preview.import).toMatchObject({
      opening: { amount: eur("100.00"), on: "2026-03-01" },
      balance: { ledger: { after: eur("-2.00"), gap: eur("100.00") } },
    });
    // Two rows, the opening balance, the import itself and its stated balance.
    expect(created).toBe(5);
    const { items } = await caller.transactions.list({ accountId: [accountId], kind: "opening" });
    expect(items).toMatchObject([{ date: "2026-03-01", amount: eur("100.00") }]);
    const again = await previewFile(caller, accountId, FILE);
    expect(again.import).toMatchObject({
      opening: null,
      balance: { ledger: { after: eur("98.00"), gap: eur("0.00"), firstDifferingDay: null } },
    });
  });

  it("is not added unless the caller asks, and refused where there is none to add", async () => {
    const accountId = await openAccount(caller);
    const silent = await commitFile(caller, accountId, FILE, { dryRun: true });
    expect(silent.balancesAfter).toMatchObject([{ posted: eur("-2.00") }]);
    const plain = "Date,Payee,Amount\n2026-03-02,A,-1.00\n";
    expect(
      await refusalOf(commitFile(caller, accountId, plain, { addOpening: true })),
    ).toMatchObject({ code: "CONFLICT", path: "addOpening" });
  });

  it("A3: a key that only imports is not told what the account holds or lacks", async () => {
    const agent = await asKey(t.runtime, user, { scopes: ["imports:write"] });
    const preview = await previewFile(agent, await openAccount(caller), FILE);
    expect(preview.import).toMatchObject({ opening: null, balance: { ledger: null } });
  });
});

it("of a card whose file counts what is owed, both are compared", async () => {
  const accountId = await openAccount(caller, {
    ...{ type: "credit_card", openingBalance: eur("-100.00"), openingDate: "2026-03-01" },
  });
  const rows = [
    "2026-03-02,A,-1.00,101.00",
    "2026-03-03,B,-2.50,103.50",
    "2026-03-04,C,-1.00,104.50",
  ];
  const file = `Date,Payee,Amount,Balance\n${rows.join("\n")}\n`;
  const { import: made } = await previewFile(caller, accountId, file, {
    amount: { column: 3, sign: "as_written" },
  });
  expect(made?.balance?.ledger).toEqual({
    after: eur("-104.50"),
    gap: eur("0.00"),
    firstDifferingDay: null,
  });
});
