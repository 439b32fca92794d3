import { describe, expect, it } from "vitest";
import { readExport } from "./test/read-export";

const YNAB =
  "Account,Flag,Date,Payee,Category Group/Category,Category Group,Category,Memo,Outflow,Inflow," +
  "Cleared\n";
const ACTUAL = "Account,Date,Payee,Notes,Category,Amount,Split_Amount,Cleared\n";
const MINT =
  "Date,Description,Original Description,Amount,Transaction Type,Category,Account Name,Labels," +
  "Notes\n";

describe("a register of YNAB", () => {
  it("keeps what nobody has cleared as the owner's pending row", async () => {
    const { parts } = await readExport(
      `${YNAB}Cash,,02/13/2026,Kiosk,Fun: Papers,Fun,Papers,,$1.50,$0.00,Uncleared\n`,
    );
    expect(parts[0]?.rows).toMatchObject([
      { minor: "-150", status: "pending", category: "Fun: Papers" },
    ]);
  });

  it("reads money to be assigned without category, its first balance as opening", async () => {
    const { parts } = await readExport(
      `${YNAB}Cash,,02/13/2026,Employer,Inflow: Ready to Assign,Inflow,Ready to Assign,,$0.00,` +
        '"$2,500.00",Cleared\n' +
        "Cash,,02/14/2026,Starting Balance,Inflow: Ready to Assign,Inflow,Ready to Assign,," +
        "$0.00,$9.00,Cleared\n",
    );
    expect(parts[0]?.rows[0]).toEqual({
      ...{ date: "2026-02-13", minor: "250000", payee: "Employer", note: null },
    });
    expect(parts[0]?.rows[1]).toMatchObject({ minor: "900", kind: "opening" });
  });

  it("tells two splits of one day apart, whichever of their lines comes first", async () => {
    const line = (nth: number, amount: string) =>
      `Cash,,02/13/2026,Shop,A: B,A,B,Split (${nth}/2) n${amount},$${amount},$0.00,Cleared\n`;
    const { parts } = await readExport(
      YNAB + line(2, "1.00") + line(1, "2.00") + line(1, "4.00") + line(2, "8.00"),
    );
    expect(parts[0]?.rows).toMatchObject([
      {
        minor: "-300",
        lines: [
          ["A: B", "-200", "n2.00"],
          ["A: B", "-100", "n1.00"],
        ],
      },
      {
        minor: "-1200",
        lines: [
          ["A: B", "-400", "n4.00"],
          ["A: B", "-800", "n8.00"],
        ],
      },
    ]);
  });

  it("never books part of a split: its lines are errors where one of them is missing", async () => {
    const { parts } = await readExport(
      `${YNAB}Cash,,02/13/2026,Shop,A: B,A,B,Split (1/3) x,$1.00,$0.00,Cleared\n` +
        "Cash,,02/13/2026,Shop,A: B,A,B,Split (3/3) y,$2.00,$0.00,Cleared\n" +
        "Cash,,02/14/2026,Kiosk,A: B,A,B,,$4.00,$0.00,Cleared\n",
    );
    expect(parts).toMatchObject([
      {
        rows: [{ minor: "-400" }],
        errors: [expect.stringMatching(/^2: .*missing/), expect.stringMatching(/^3: .*missing/)],
      },
    ]);
  });

  it("asks for the order of its days where they may be of two, and for nothing else", async () => {
    const text = `${YNAB}Cash,,02/03/2026,Kiosk,A: B,A,B,,$4.00,$0.00,Cleared\n`;
    expect(await readExport(text)).toMatchObject({ asked: ["dateOrder"], parts: [] });
    const settled = await readExport(text, { choice: { dateOrder: "DMY" } });
    expect(settled.parts[0]?.rows).toMatchObject([{ date: "2026-03-02", minor: "-400" }]);
  });
});

describe("an export of Actual", () => {
  it("does not book the parts of a split beside the whole", async () => {
    const { parts } = await readExport(
      `${ACTUAL}Cash,2026-02-13,Shop,(SPLIT INTO 2) week,,0,-3.5,Not cleared\n` +
        "Cash,2026-02-13,Shop,(SPLIT 1 OF 2) ,Food,-2.5,0,Not cleared\n" +
        "Cash,2026-02-13,Shop,(SPLIT 2 OF 2) soap,Home,-1,0,Not cleared\n",
    );
    expect(parts[0]).toMatchObject({
      errors: [],
      rows: [
        {
          ...{ minor: "-350", note: "week", status: "pending" },
          lines: [
            ["Food", "-250", null],
            ["Home", "-100", "soap"],
          ],
        },
      ],
    });
  });

  it("refuses each line of a split that does not sum to the whole", async () => {
    const { parts } = await readExport(
      `${ACTUAL}Cash,2026-02-13,Shop,(SPLIT INTO 2) ,,0,-3.5,Cleared\n` +
        "Cash,2026-02-13,Shop,(SPLIT 1 OF 2) ,Food,-2.5,0,Cleared\n" +
        "Cash,2026-02-13,Shop,(SPLIT 2 OF 2) ,Home,-2,0,Cleared\n" +
        "Cash,2026-02-14,Shop,(SPLIT 1 OF 2) ,Food,-9,0,Cleared\n",
    );
    expect(parts[0]?.rows).toEqual([]);
    expect(parts[0]?.errors).toHaveLength(4);
  });

  it("takes a payee for an account only where the file has such an account", async () => {
    const { parts } = await readExport(
      `${ACTUAL}Cash,2026-02-13,Savings,,,-5,0,Cleared\n` +
        "Cash,2026-02-13,Kiosk,,,-1,0,Cleared\nSavings,2026-02-13,Cash,,,5,0,Cleared\n",
    );
    expect(parts[0]?.rows[0]?.transferTo).toBe("Savings");
    expect(parts[0]?.rows[1]?.transferTo).toBeUndefined();
    expect(parts[1]?.rows[0]?.transferTo).toBe("Cash");
  });
});

describe("an export of Mint", () => {
  it("reads the direction off the word and the month first, without a question", async () => {
    const { asked, parts } = await readExport(
      `${MINT}2/3/2026,Shop,POS SHOP,12.50,debit,Food,Card,,\n` +
        "2/4/2026,Back,POS BACK,1.00,credit,Food,Card,,\n2/5/2026,Odd,ODD,1.00,other,Food,Card,,\n",
    );
    expect(asked).toEqual([]);
    expect(parts[0]?.rows).toMatchObject([
      { date: "2026-02-03", minor: "-1250" },
      { date: "2026-02-04", minor: "100" },
    ]);
    expect(parts[0]?.errors).toHaveLength(1);
  });
});
