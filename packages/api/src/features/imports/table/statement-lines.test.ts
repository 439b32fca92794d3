import { describe, expect, it } from "vitest";
import { readText } from "./test/read-text";

const HEAD = "Date,Payee,Amount\n";
const file = (...rows: string[]) => HEAD + rows.map((row) => `${row}\n`).join("");

describe("I2: lines that are no transactions", () => {
  it.each<[string, string, string[], number[]]>([
    [
      "a total that is the sum of the others",
      file("2026-03-01,A,-1.00", "2026-03-02,B,-2.00", "2026-03-02,Total,-3.00"),
      ["2026-03-01 -100", "2026-03-02 -200"],
      [4],
    ],
    [
      "a total without day, below the rows",
      file("2026-03-01,A,-1.00", "2026-03-02,B,-2.00", "Total,,-9.00"),
      ["2026-03-01 -100", "2026-03-02 -200"],
      [4],
    ],
    [
      "an opening and a closing balance",
      file("2026-03-01,Saldo am 1.3.,10.00", "2026-03-02,B,-2.00", "2026-03-02,Neu: Saldo,8.00"),
      ["2026-03-02 -200"],
      [2, 4],
    ],
    [
      "a line at an edge that is called a balance and nothing else, without proof",
      file("2026-03-01,Saldo,99.00", "2026-03-02,B,-2.00"),
      ["2026-03-02 -200"],
      [2],
    ],
    [
      "a balance by its name, without proof",
      file("2026-03-01,Opening balance,99.00", "2026-03-02,B,-2.00"),
      ["2026-03-02 -200"],
      [2],
    ],
  ])("%s are left out, and told", async (_, text, rows, lines) => {
    const { asked, booked, others } = await readText(text);
    expect([asked, booked, others.map(({ line }) => line)]).toEqual([[], rows, lines]);
  });

  it("arithmetic alone takes nothing away: rows add up by chance", async () => {
    const { asked, booked } = await readText(
      file("2026-03-01,A,100.00", "2026-03-02,B,-50.00", "2026-03-03,C,50.00"),
    );
    expect([asked, booked.length]).toEqual([[], 3]);
  });

  it("in the middle a row with such a name is a transaction: a shop may be called so", async () => {
    const row = (day: number) => `2026-03-0${day},Shop,-1.00`;
    const { asked, booked } = await readText(
      file(row(1), row(2), "2026-03-03,Total,-6.00", ...[4, 5, 6, 7].map(row)),
    );
    expect([asked, booked.length]).toEqual([[], 7]);
  });

  it("rows that add up to nothing prove no balance around them", async () => {
    const shop = (day: number) => `2026-03-0${day},Total Garage,-60.00`;
    const { asked } = await readText(
      file(shop(1), "2026-03-02,A,50.00", "2026-03-03,B,-50.00", shop(4)),
    );
    expect(asked).toEqual(["statementLines"]);
  });

  it("a name alone takes nothing away: a total that is no sum is asked about", async () => {
    const text = file("2026-03-01,A,-1.00", "2026-03-02,B,-2.00", "2026-03-03,Total,-30.00");
    const { ambiguous } = await readText(text);
    expect(ambiguous).toMatchObject([
      {
        field: "statementLines",
        lines: [{ line: 4, text: "2026-03-03,Total,-30.00" }],
        options: [
          { value: [4], rows: [{ line: 4, date: null, amount: null }] },
          { value: [], rows: [{ line: 4, date: "2026-03-03", amount: { amount: "-30.00" } }] },
        ],
      },
    ]);
    const { booked: without } = await readText(text, { choice: { statementLines: [4] } });
    const { booked: within } = await readText(text, { choice: { statementLines: [] } });
    expect([without.length, within.length]).toEqual([2, 3]);
  });

  it("a row that lacks what all others fill is asked about, unless it has a balance", async () => {
    const row = (day: number) => `2026-03-0${day},Shop,Card,-1.00,`;
    const rows = [1, 2, 3, 4, 5, 6, 7, 8].map(row);
    const head = "Date,Payee,Type,Amount,Balance\n";
    const text = (last: string) => head + [...rows, last].map((one) => `${one}\n`).join("");
    expect((await readText(text("2026-03-09,,,-8.50,"))).asked).toEqual(["statementLines"]);
    expect((await readText(text("2026-03-09,,,-8.50,12.00"))).asked).toEqual([]);
  });

  it("every line is a row, is told, or goes on with the row above", async () => {
    const { booked, others, errors } = await readText(
      `My bank\n\n${file("2026-03-01,A,-1.00", "31 of March,B,-1.00", "", ",,", "End of file")}`,
    );
    expect([booked, errors.length]).toEqual([["2026-03-01 -100"], 1]);
    expect(others.map(({ line }) => line)).toEqual([1, 8]);
  });
});

describe("a balance in each row", () => {
  const balanced = (...rows: string[]) => `Date,Name,Amount,Balance\n${rows.join("\n")}\n`;

  it("a row with which it does not move is not booked", async () => {
    const { booked, open } = await readText(
      balanced(
        ...["2026-03-01,A,-1.00,9.00", "2026-03-02,Hold,-5.00,9.00", "2026-03-03,B,-2.00,7.00"],
        ...["2026-03-04,C,4.00,11.00", "2026-03-05,D,-1.00,10.00"],
      ),
    );
    expect([booked.length, open]).toEqual([4, [3]]);
  });

  it("so it is where the balance is what a card owes", async () => {
    const choice = { amount: { column: 3, sign: "inverted" as const } };
    const file = balanced(
      ...["2026-03-01,A,1.00,9.00", "2026-03-02,Hold,5.00,9.00", "2026-03-03,B,2.00,11.00"],
      ...["2026-03-04,C,-4.00,7.00", "2026-03-05,D,1.00,8.00"],
    );
    const { booked, open } = await readText(file, { isLiability: true, choice });
    expect([booked.length, open]).toEqual([4, [3]]);
  });

  it("in a file that contradicts itself nothing is held for it", async () => {
    const { booked, open } = await readText(
      balanced(
        ...["2026-03-01,A,-1.00,9.00", "2026-03-02,Hold,-5.00,9.00", "2026-03-03,B,-2.00,7.00"],
        ...["2026-03-04,C,4.00,11.00", "2026-03-05,D,-1.00,99.00"],
      ),
    );
    expect([booked.length, open]).toEqual([5, []]);
  });

  it("rows without one are added to the next that has one", async () => {
    const { parts, asked } = await readText(
      balanced(
        ...["2026-03-01,A,-1.00,9.00", "2026-03-02,X,-5.00,", "2026-03-03,B,-2.00,2.00"],
        ...["2026-03-04,C,4.00,6.00", "2026-03-05,D,-1.00,5.00"],
      ),
    );
    expect(asked).toEqual([]);
    expect(parts?.[0]).toMatchObject({
      opening: { amountMinor: "1000" },
      closing: { amountMinor: "500" },
    });
  });

  it("a counter beside a column of ones proves nothing", async () => {
    const { booked, mapping } = await readText(
      "2026-03-01,1,1,A,-12.50\n2026-03-02,2,1,B,-3.00\n2026-03-03,3,1,C,-7.00\n" +
        "2026-03-04,4,1,D,9.00\n",
    );
    expect(booked[0]).toBe("2026-03-01 -1250");
    expect(mapping.balanceColumn).toBeNull();
  });

  it("a fee is taken off only where the balance agrees so and not otherwise", async () => {
    const rows = (after: readonly string[]) =>
      [
        "Type,Completed Date,Text,Amount,Fee,State,Balance",
        `IN,2026-03-01,Salary,500.00,0.00,COMPLETED,${after[0]}`,
        `OUT,2026-03-03,Fish,-31.20,0.00,COMPLETED,${after[1]}`,
        `OUT,2026-03-06,Cash,-100.00,2.00,COMPLETED,${after[2]}`,
        "OUT,,Hotel,-90.00,0.00,REVERTED,",
      ].join("\n");
    const off = await readText(rows(["500.00", "468.80", "366.80"]));
    expect([off.asked, off.booked.at(-1), off.mapping.amount]).toEqual([
      ...[[], "2026-03-06 -10200"],
      { column: 4, sign: "as_written", feeColumn: 5 },
    ]);
    const within = await readText(rows(["500.00", "468.80", "368.80"]));
    expect(within.booked.at(-1)).toBe("2026-03-06 -10000");
  });
});
