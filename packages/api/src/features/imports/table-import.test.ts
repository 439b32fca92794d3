import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller } from "../../root";
import { eur, openAccount } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { commitFile, contentOf, previewFile } from "../../test/import-files";

const t = useRuntime();
let caller: AppCaller;
beforeAll(async () => {
  caller = await asSession(t.runtime, await createUser(t.runtime));
});
const account = () => openAccount(caller, { name: newId() });

const OPEN =
  "Started Date,Completed Date,Text,Amount,State\n" +
  "2026-03-01,2026-03-02,Kiosk,-3.20,COMPLETED\n" +
  "2026-03-03,,Hotel,-90.00,PENDING\n";

describe("a row that the bank has not booked", () => {
  it("is held and never added; no total counts it, and no decision brings it in", async () => {
    const accountId = await account();
    const preview = await previewFile(caller, accountId, OPEN);
    expect(preview.items).toMatchObject([
      { verdict: "new", date: "2026-03-02", reason: null },
      { verdict: "not_booked", date: "2026-03-03", amount: eur("-90.00"), reason: /\w/ },
    ]);
    expect(preview.import).toMatchObject({
      rows: { new: 1, not_booked: 1, error: 0 },
      totals: { net: eur("-3.20") },
    });
    const id = preview.import?.id ?? "";
    const decisions = [{ index: 1, decision: "import" as const }];
    await expect(caller.imports.commit({ id, decisions })).rejects.toMatchObject({
      cause: { code: "CONFLICT", path: "decisions.0.decision" },
    });
    const committed = await caller.imports.commit({ id });
    expect(committed.rows).toMatchObject({ imported: 1, not_booked: 1, held: 0, error: 0 });
  });

  it("comes again when it is booked, and is new then", async () => {
    const accountId = await account();
    await commitFile(caller, accountId, OPEN);
    const booked = OPEN.replace("2026-03-03,,Hotel", "2026-03-03,2026-03-05,Hotel").replace(
      "PENDING",
      "COMPLETED",
    );
    expect((await commitFile(caller, accountId, booked)).rows).toMatchObject({
      ...{ imported: 1, duplicate: 1, not_booked: 0 },
    });
  });

  it("without any day is no error either", async () => {
    const file = "Date,Payee,Amount\nPending,Hotel,-90.00\n2026-03-02,Kiosk,-3.20\n";
    const { import: made, items } = await previewFile(caller, await account(), file);
    expect(made?.rows).toMatchObject({ new: 1, not_booked: 1, error: 0 });
    expect(items[0]).toMatchObject({ verdict: "not_booked", line: 2, date: null });
  });
});

describe("what an answer tells of a table", () => {
  it("one question at a time, with its lines and how each option books them", async () => {
    const file = "Date,Payee,Amount\n03/04/2026,A,1.00\n05/04/2026,B,2.00\n";
    const accountId = await account();
    const { import: made, ambiguous } = await previewFile(caller, accountId, file);
    expect(made).toBeNull();
    expect(ambiguous).toMatchObject([
      {
        field: "amount",
        lines: [{ line: 2, text: "03/04/2026,A,1.00" }, { line: 3 }],
        options: [
          {
            rows: [
              { line: 2, amount: eur("-1.00") },
              { line: 3, amount: eur("-2.00") },
            ],
          },
          {
            rows: [
              { line: 2, amount: eur("1.00") },
              { line: 3, amount: eur("2.00") },
            ],
          },
        ],
      },
    ]);
    const mapping = { amount: { column: 3, sign: "inverted" as const } };
    expect((await previewFile(caller, accountId, file, mapping)).ambiguous).toMatchObject([
      {
        field: "dateOrder",
        options: [
          { value: "DMY", rows: [{ date: "2026-04-03" }, { date: "2026-04-05" }] },
          { value: "MDY", rows: [{ date: "2026-03-04" }, { date: "2026-05-04" }] },
        ],
      },
    ]);
  });

  const EVIDENT = [
    ...["amount", "decimalMark", "delimiter", "headerLine", "dateColumn", "payeeColumn"],
    "balanceColumn",
  ];
  it("its format, why it is read so, and the lines that are no transactions", async () => {
    const rows = ["2026-03-01,A,-1.00,9.00", "2026-03-02,B,-2.00,7.00", "2026-03-03,C,3.00,10.00"];
    const file = ["My bank", "Date,Text,X,Y", ...rows, "2026-03-04,D,-4.00,6.00", "End"].join("\n");
    const answer = await previewFile(caller, await account(), file);
    expect(answer).toMatchObject({
      format: "csv",
      evidence: EVIDENT.map((field) => expect.objectContaining({ field })),
      otherLines: [
        { line: 1, text: "My bank" },
        { line: 7, text: "End" },
      ],
      otherLineCount: 2,
    });
    expect(answer.evidence[0]).toMatchObject({
      ...{ says: expect.stringContaining("column 4 agrees"), agrees: 3, of: 4 },
    });
  });

  it("mappings of earlier releases are taken as they were", async () => {
    const old = {
      ...{ encoding: "utf-8" as const, delimiter: "," as const, headerLine: 1, dateColumn: 1 },
      ...{ dateOrder: "YMD" as const, amount: { outColumn: 3, inColumn: 4 } },
      ...{ decimalMark: "." as const, payeeColumn: 2, noteColumn: null, externalIdColumn: null },
      ...{ balanceColumn: null, currencyColumn: null },
    };
    const file = "Date,Payee,Debit,Credit\n2026-03-01,A,1.00,\n2026-03-02,B,,2.00\n";
    const accountId = await account();
    const { items } = await previewFile(caller, accountId, file, old);
    expect(items.map(({ amount }) => amount?.amount)).toEqual(["-1.00", "2.00"]);
    await commitFile(caller, accountId, file, { mapping: old });
    expect(await previewFile(caller, accountId, file)).toMatchObject({
      ...{ isRemembered: true, ambiguous: [], import: { rows: { duplicate: 2 } } },
    });
  });

  it("of several accounts it takes that of the account's name, or the chosen one", async () => {
    const file = "Date,Payee,Amount,Account\n2026-03-01,A,-1.00,One\n2026-03-02,B,-2.00,Two\n";
    const accountId = await account();
    const { import: made, ambiguous } = await previewFile(caller, accountId, file);
    expect(made).toBeNull();
    expect(ambiguous).toMatchObject([
      { field: "part", options: [{ value: 1, means: "One: 1 row in EUR" }, { value: 2 }] },
    ]);
    const second = await caller.imports.preview({ accountId, part: 2, ...contentOf(file) });
    expect(second.items).toMatchObject([{ payee: "B" }]);
    await expect(
      caller.imports.preview({ accountId, part: 3, ...contentOf(file) }),
    ).rejects.toMatchObject({ cause: { code: "BAD_REQUEST", path: "part" } });
    const one = await openAccount(caller, { name: "One" });
    expect((await previewFile(caller, one, file)).items).toMatchObject([{ payee: "A" }]);
  });

  it("rows in another currency are a part; a file without the account's is refused", async () => {
    const file = (first: string) =>
      `Date,Payee,Amount,Currency\n2026-03-01,A,-1.00,${first}\n2026-03-02,B,-2.00,USD\n`;
    const { items, parts, ambiguous } = await previewFile(caller, await account(), file("EUR"));
    expect([ambiguous, items]).toMatchObject([[], [{ payee: "A", verdict: "new" }]]);
    expect(parts).toMatchObject([
      { part: 1, currency: "EUR", rows: 1 },
      { part: 2, currency: "USD", rows: 1 },
    ]);
    await expect(previewFile(caller, await account(), file("USD"))).rejects.toMatchObject({
      cause: { path: "accountId", message: expect.stringContaining("an account in USD") },
    });
  });

  it("what holds for one file alone is not remembered for the next", async () => {
    const accountId = await account();
    const file = (day: string) => `Date,Payee,Amount\n${day},A,-1.00\n${day},Total,-9.00\n`;
    const mapping = { dateYear: 2025, statementLines: [3] };
    await commitFile(caller, accountId, file("03/31"), { mapping });
    const next = await caller.imports.preview({ accountId, ...contentOf(file("04/30")) });
    expect(next).toMatchObject({ isRemembered: true, ambiguous: [{ field: "dateYear" }] });
    expect(next.mapping).not.toHaveProperty("statementLines");
  });
});
