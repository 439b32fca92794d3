import { describe, expect, it } from "vitest";
import { readText } from "./test/read-text";

// Traps in columns of money, each made up here (I2).

const lines = (...rows: string[]) => rows.map((row) => `${row}\n`).join("");

describe("a column that may be the amount", () => {
  it("of zeros stays a rival of one with a payee that looks like money", async () => {
    const { asked, booked, ambiguous } = await readText("Date,Payee,Amount\n2026-03-02,-9,0.00\n");
    expect([asked, booked]).toEqual([["amount"], []]);
    // Both ways read the same here. The answer is kept for the next file, so both are offered.
    expect(ambiguous[0]?.options.map(({ value }) => value)).toEqual([
      { column: 3, sign: "inverted" },
      { column: 3, sign: "as_written" },
    ]);
  });

  it("has the decimal mark of its own cells, though balances are written otherwise", async () => {
    const { asked, booked, mapping } = await readText(
      lines("Day;Label;Amount;Account balance", "2026-03-02;A;-20,50;1500.25") +
        lines("2026-03-03;B;1 200,00;1500.25"),
    );
    expect([asked, booked, mapping.decimalMark]).toEqual([
      ...[[], ["2026-03-02 -2050", "2026-03-03 120000"], ","],
    ]);
  });

  it("more than eight ways: the likeliest are shown, and how to say another is told", async () => {
    const columns = ["Xa", "Xb", "Xc", "Xd", "Xe"];
    const row = (at: number) => columns.map((_, column) => `${at * 7 + column}.50`).join(";");
    const { ambiguous } = await readText(
      lines(`Day;Label;${columns.join(";")}`, `2026-03-02;A;${row(1)}`, `2026-03-03;B;${row(2)}`),
    );
    expect(ambiguous[0]?.options).toHaveLength(8);
    expect(ambiguous[0]?.question).toMatch(/none of these, set the columns/);
  });
});

describe("balances that decide", () => {
  const MONTH = ["02", "05", "16", "17", "18"];

  it("are followed within one account and its currency", async () => {
    // Plain numbers that leave: nothing but the balance tells which way.
    const owed = (left: readonly number[], currency: string) =>
      left.map((after, at) => `2026-03-${MONTH[at]};Shop ${at};${at + 1}.50;${currency};${after}`);
    const own = owed([98.5, 96, 92.5, 88, 82.5], "EUR");
    const other = owed([501.5, 504, 507.5, 512, 517.5], "USD");
    const mixed = own.flatMap((row, at) => [row, other[at] ?? ""]);
    const { asked, mapping, parts } = await readText(lines("Qa;Qb;Qc;Qd;Qe", ...mixed));
    expect(asked).toEqual([]);
    expect(mapping).toMatchObject({ amount: { column: 3, sign: "inverted" }, balanceColumn: 5 });
    expect(parts).toMatchObject([
      { currency: "EUR", rows: own.map(() => ({ amountMinor: expect.stringMatching(/^-/) })) },
      { currency: "USD", rows: other.map(() => ({ reason: expect.stringMatching(/currency/) })) },
    ]);
  });

  it("of a debt prove sizes and no direction: it is asked for", async () => {
    const file =
      lines("Date,Text,Amount,Balance", "2026-03-02,A,25.00,125.00", "2026-03-05,B,12.00,137.00") +
      lines("2026-03-15,Payment,-100.00,37.00", "2026-03-16,C,40.00,77.00");
    expect((await readText(file)).asked).toEqual([]);
    const { ambiguous } = await readText(file, { isLiability: true });
    expect(ambiguous[0]?.options.map(({ value }) => value)).toEqual([
      { column: 3, sign: "inverted" },
      { column: 3, sign: "as_written" },
    ]);
  });

  it("may be overdrawn, with Dr beside the number", async () => {
    const { asked, booked, parts } = await readText(
      lines("Date,Text,Debit,Credit,Balance", "2026-03-15,A,500.00,,100.00 Dr") +
        lines("2026-03-16,B,,700.00,600.00 Cr", "2026-03-17,C,100.00,,500.00 Cr"),
    );
    expect([asked, booked]).toEqual([
      ...[[], ["2026-03-15 -50000", "2026-03-16 70000", "2026-03-17 -10000"]],
    ]);
    expect(parts?.[0]).toMatchObject({
      opening: { amountMinor: "40000" },
      closing: { amountMinor: "50000" },
    });
  });

  it("may not move for a row that is announced, under a heading of their own", async () => {
    const { asked, mapping } = await readText(
      lines("Date,Name,Gross,Fee,Net,Balance", "2026-03-02,A,-20.00,0.00,-20.00,-20.00") +
        lines("2026-03-03,B,20.00,0.00,20.00,0.00", "2026-03-14,C,100.00,-2.84,97.16,97.16") +
        lines("2026-03-15,Hold,-50.00,0.00,-50.00,97.16"),
    );
    expect([asked, mapping.amount]).toEqual([[], { column: 5, sign: "as_written" }]);
  });
});
