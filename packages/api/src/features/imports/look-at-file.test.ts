import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { contentOf, previewFile } from "../../test/import-files";

const t = useRuntime();
let caller: AppCaller;
beforeAll(async () => {
  caller = await asSession(t.runtime, await createUser(t.runtime));
});

const look = (file: string, mapping = {}) =>
  caller.imports.preview({ ...contentOf(file), mapping });

/** One account of OFX, with its last balance alone. */
const ofx = (number: string, currency: string) =>
  `<STMTRS><CURDEF>${currency}<BANKACCTFROM><ACCTID>${number}</BANKACCTFROM><BANKTRANLIST>` +
  "<STMTTRN><DTPOSTED>20260331<TRNAMT>-1.00<FITID>1<NAME>Kiosk</STMTTRN></BANKTRANLIST>" +
  "<LEDGERBAL><BALAMT>99.00<DTASOF>20260331</LEDGERBAL></STMTRS>";

describe("a file without an account", () => {
  it("says what it is and which accounts it names, of any currency; nothing is kept", async () => {
    const answer = await look(`<OFX>${ofx("123", "EUR")}${ofx("456", "JPY")}</OFX>`);
    expect(answer).toMatchObject({
      ...{ format: "ofx", import: null, items: [] },
      ambiguous: [{ field: "accountId", options: [] }],
      parts: [
        { ref: "123", currency: "EUR", rows: 1, accountId: null },
        { ref: "456", currency: "JPY", rows: 1, accountId: null },
      ],
    });
    expect((await caller.imports.list()).items).toEqual([]);
  });

  it("asks for the account, also where it names none", async () => {
    const answer = await look("Date,Payee,Amount\n2026-03-31,Bakery,-12.50\n");
    expect(answer.ambiguous.map(({ field }) => field)).toEqual(["accountId"]);
    expect(answer).toMatchObject({ parts: [], mapping: { payeeColumn: 2 } });
  });

  it("asks first for what tells its accounts apart, and lists them then", async () => {
    const ynab =
      "Account,Flag,Date,Payee,Category Group/Category,Category Group,Category,Memo,Outflow," +
      "Inflow,Cleared\nWallet,,02/03/2026,Club,,,,,€6.10,€0.00,Cleared\n";
    const open = await look(ynab);
    expect(open.ambiguous.map(({ field }) => field)).toEqual(["dateOrder"]);
    const settled = await look(ynab, { dateOrder: "MDY" });
    expect(settled.ambiguous.map(({ field }) => field)).toEqual(["accountId"]);
    expect(settled.parts).toMatchObject([{ ref: "Wallet", from: "2026-02-03" }]);
  });
});

describe("what a person needs to settle a table", () => {
  const above = Array.from({ length: 20 }, (_, at) => `Notice ${at};;;`);
  const table = [
    ...["Day;Text;Amount;Way", "", "31.03.2026;Bakery;12,50;S", "31.03.2026;Salary;1000,00;H"],
    ...["01.04.2026;Kiosk;0,50;S"],
  ];

  it("are its first lines as they stand, with numbers as the header has one", async () => {
    const { lines, mapping } = await look(table.join("\n"));
    expect(mapping.headerLine).toBe(1);
    expect(lines.map(({ record, line }) => [record, line])).toEqual([
      ...[
        [1, 1],
        [2, 3],
        [3, 4],
        [4, 5],
      ],
    ]);
    expect(lines[1]?.cells).toEqual(["31.03.2026", "Bakery", "12,50", "S"]);
  });

  it("are the lines around the header, where much stands above it", async () => {
    const { lines, mapping } = await look([...above, ...table].join("\n"));
    expect(mapping.headerLine).toBe(21);
    expect(lines.map(({ record }) => record)).toContain(21);
    expect(lines.length).toBeLessThanOrEqual(12);
  });

  it("are the words of a column that has few", async () => {
    const { columns } = await look(table.join("\n"));
    expect(columns.map(({ words }) => words)).toEqual([[], expect.any(Array), [], ["S", "H"]]);
  });

  it("is how each option books the lines, whatever their decimal mark", async () => {
    const accountId = await openAccount(caller, { name: newId() });
    const file = "Date;Payee;Amount\n31.03.2026;Bakery;12,50\n30.03.2026;Kiosk;0,50\n";
    const [question] = (await previewFile(caller, accountId, file)).ambiguous;
    expect(question?.field).toBe("amount");
    expect(question?.options.map(({ rows }) => rows[0]?.amount?.amount)).toEqual(
      expect.arrayContaining(["-12.50", "12.50"]),
    );
  });
});

it("a file's last balance is compared with the account's, also if it is its only one", async () => {
  const accountId = await openAccount(caller, { name: newId() });
  const { import: made } = await previewFile(caller, accountId, `<OFX>${ofx("789", "EUR")}</OFX>`);
  expect(made).toMatchObject({
    balance: null,
    ledger: {
      ...{ on: "2026-03-31", stated: { amount: "99.00" }, after: { amount: "-1.00" } },
      gap: { amount: "100.00" },
    },
    opening: { amount: { amount: "100.00" } },
  });
});
