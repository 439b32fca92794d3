import { describe, expect, it } from "vitest";
import { readExport } from "./test/read-export";

const FIREFLY =
  "group_id,group_title,type,currency_code,amount,foreign_currency_code,foreign_amount," +
  "description,date,source_name,source_type,destination_name,destination_type,category,notes\n";
const GNUCASH =
  "Date,Transaction ID,Number,Description,Notes,Commodity/Currency,Void Reason,Action,Memo," +
  "Full Account Name,Account Name,Amount With Sym,Amount Num.,Value With Sym,Value Num.," +
  "Reconcile,Reconcile Date,Rate/Price\n";

describe("transactions of Firefly", () => {
  const line = (cells: string) => `${cells}\n`;
  it("counts a transfer between currencies in each account's own", async () => {
    const { parts } = await readExport(
      FIREFLY +
        line(
          "1,,Transfer,EUR,10.00,USD,11.50,Trip,2026-02-13T00:00:00+01:00,Giro,Asset account," +
            "Dollars,Asset account,,",
        ),
    );
    expect(parts).toMatchObject([
      { ref: "Giro", currency: "EUR", rows: [{ minor: "-1000", transferTo: "Dollars" }] },
      { ref: "Dollars", currency: "USD", rows: [{ minor: "1150", transferTo: "Giro" }] },
    ]);
  });

  it("sees a loan as an account of the owner, and an opening balance as a debt of it", async () => {
    const { parts } = await readExport(
      FIREFLY +
        line(
          "1,,Opening balance,USD,-900.00,,,Start,2026-02-01T00:00:00+01:00,Car,Loan," +
            "Initial balance,Initial balance account,,",
        ) +
        line(
          "2,,Withdrawal,USD,-25.00,,,Rate,2026-02-13T00:00:00+01:00,Giro,Asset account,Car," +
            "Loan,,",
        ),
    );
    expect(parts).toMatchObject([
      {
        ref: "Car",
        rows: [
          { minor: "-90000", kind: "opening" },
          { minor: "2500", transferTo: "Giro" },
        ],
      },
      { ref: "Giro", rows: [{ minor: "-2500", transferTo: "Car" }] },
    ]);
  });
});

describe("a split of Firefly", () => {
  it("is no part of itself where another line of its group cannot be read", async () => {
    const line = (amount: string) =>
      `1,Week,Withdrawal,USD,${amount},,,Bread,2026-02-13T00:00:00+01:00,Giro,Asset account,Shop,` +
      "Expense account,Food,\n";
    const { parts } = await readExport(FIREFLY + line("-2.00") + line("-x"));
    expect(parts).toMatchObject([{ ref: "Giro", rows: [], errors: { length: 2 } }]);
  });
});

describe("transactions of GnuCash", () => {
  const leg = (head: string, name: string, amount: string, value = amount, sign = "$") =>
    `${head === "" ? ",,,,,," : head},,,${name},x,${sign}${amount},${amount},$${value},` +
    `${value},n,,1\n`;
  const head = (day: string, id: string, text: string, why = "") =>
    `${day},${id},,${text},,CURRENCY::USD,${why}`;

  it("books each category once where several accounts share a transaction", async () => {
    const { parts } = await readExport(
      GNUCASH +
        leg(head("2026-02-13", "a1", "Employer"), "Assets:Bank", "2000.00") +
        leg("", "Assets:Pension", "500.00") +
        leg("", "Income:Salary", "-2500.00"),
    );
    expect(parts).toMatchObject([
      {
        ref: "Bank",
        rows: [
          {
            minor: "200000",
            lines: [
              ["Salary", "250000", null],
              [null, "-50000", null],
            ],
          },
        ],
      },
      { ref: "Pension", rows: [{ minor: "50000" }] },
    ]);
    expect(parts[1]?.rows[0]).not.toHaveProperty("lines");
  });

  it("leaves out what is void", async () => {
    const { parts, others } = await readExport(
      GNUCASH +
        leg(head("2026-02-13", "a1", "Kiosk"), "Assets:Bank", "-2.00") +
        leg("", "Expenses:Fun", "2.00") +
        leg(head("2026-02-14", "a2", "Wrong", "Twice"), "Assets:Bank", "-9.00") +
        leg("", "Expenses:Fun", "9.00"),
    );
    expect(parts).toMatchObject([{ ref: "Bank", rows: [{ minor: "-200", category: "Fun" }] }]);
    expect(others.map(({ line }) => line)).toEqual([4, 5]);
  });

  it("never takes an amount in another currency for one in the transaction's", async () => {
    const { parts } = await readExport(
      GNUCASH +
        leg(head("2026-02-13", "a1", "Change"), "Assets:Bank", "-11.50") +
        leg("", "Assets:Euros", "10.00", "11.50", "€"),
    );
    expect(parts).toMatchObject([
      { ref: "Bank", currency: "USD", rows: [{ minor: "-1150", transferTo: "Euros" }] },
      { ref: "Euros", currency: "€", rows: [{ minor: "1000" }] },
    ]);
  });

  it("is refused where no line is of an account", async () => {
    await expect(
      readExport(GNUCASH + leg(head("2026-02-13", "a1", "Odd"), "Expenses:Fun", "-2.00")),
    ).rejects.toMatchObject({ details: { path: "content" } });
  });
});
