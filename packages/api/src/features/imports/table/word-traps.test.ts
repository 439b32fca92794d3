import { describe, expect, it } from "vitest";
import { ImportMapping } from "../mapping-schema";
import { readText } from "./test/read-text";

// Words of banks that mislead, each file made up here (I2).

const lines = (...rows: string[]) => rows.map((row) => `${row}\n`).join("");

describe("days", () => {
  it.each<[string, string, string]>([
    ["marks of a script from right to left", "\u200f15/03/2026", "2026-03-15"],
    ["an apostrophe of a spreadsheet", "'15/03/2026", "2026-03-15"],
    ["morning and afternoon before the time", "2026-03-15 오후 10:01:00", "2026-03-15"],
    ["the same behind it", "3/15/2026 10:01:00 AM", "2026-03-15"],
    ["a month as banks shorten it", "15. Mrz 2026", "2026-03-15"],
  ])("%s", async (_, cell, day) => {
    const { asked, booked } = await readText(`Date;Text;Amount\n${cell};A;-1,00\n`);
    expect([asked, booked]).toEqual([[], [`${day} -100`]]);
  });

  it("a year of two digits in front is no day where rows lie near each other", async () => {
    const { asked, booked } = await readText(
      "Date;Text;Amount\n26/03/12;A;-1,00\n26/03/15;B;-2,00\n",
    );
    expect([asked, booked]).toEqual([[], ["2026-03-12 -100", "2026-03-15 -200"]]);
  });

  it.each<[string, string, unknown[]]>([
    ["is asked about where it makes a row newer", "26-03-12", ["YMD", "DMY"]],
    ["is no rival where it makes a row older", "13/04/26", []],
  ])("it %s", async (_, day, orders) => {
    const { ambiguous } = await readText(`Date;Text;Amount\n${day};A;-1,00\n`);
    expect(ambiguous.flatMap(({ options }) => options.map(({ value }) => value))).toEqual(orders);
  });
});

describe("headings", () => {
  it("of syllables that come apart are known", async () => {
    const { asked, mapping } = await readText(
      lines("거래일자,적요,출금액,입금액,잔액", "2026.03.02,스타벅스,5500,,994500") +
        lines("2026.03.05,급여,,3000000,3994500", "2026.03.11,월세,700000,,3294500"),
      { currency: "KRW" },
    );
    expect([asked, mapping]).toMatchObject([
      ...[[], { amount: { outColumn: 3, inColumn: 4 }, balanceColumn: 5 }],
    ]);
  });

  it("are no line of signs", async () => {
    const { asked, mapping, others } = await readText(
      lines("Date,Text,Withdrawal,Deposit", "****,****,****,****") +
        lines("2026-03-02,A,1.00,", "2026-03-03,B,,2.00"),
    );
    expect([asked, mapping.headerLine]).toEqual([[], 1]);
    expect(others).toMatchObject([{ line: 2 }]);
  });

  it("an IBAN in each row names the account; many of them are the other side's", async () => {
    const row = (at: number, iban: string) => `2026-03-1${at};Shop;${iban};-${at}.50`;
    const of = async (ibans: readonly string[]) =>
      (await readText(lines("Date;Text;IBAN;Amount", ...ibans.map((iban, at) => row(at, iban)))))
        .parts?.length;
    expect(await of(["DE1", "DE1", "DE2", "DE1", "DE2", "DE2"])).toBe(2);
    expect(await of(["DE1", "DE2", "DE3", "DE4", "DE1", "DE2"])).toBe(1);
    expect(await of(["DE1", "", "DE2", "DE1", "DE2", "DE1"])).toBe(1);
  });
});

describe("words of a row", () => {
  it.each([
    ["Umsatz vorgemerkt", "Umsatz gebucht"],
    ["not booked", "booked"],
    ["交易关闭", "交易成功"],
  ])("%s says that it is announced, and %s that it is booked", async (open, done) => {
    const { asked, ...read } = await readText(
      lines("Date,Text,Amount,Info", `2026-03-02,A,-1.00,${done}`, `2026-03-03,B,-2.00,${open}`),
    );
    expect([asked, read.booked, read.open]).toEqual([[], ["2026-03-02 -100"], [3]]);
  });

  it("another word for open than in an earlier file is one, too", async () => {
    const file = (word: string) =>
      lines("Date,Text,Amount,State", "2026-03-02,A,-1.00,COMPLETED", `2026-03-03,B,-2.00,${word}`);
    const mapping = ImportMapping.parse((await readText(file("PENDING"))).mapping);
    const remember = () => Promise.resolve(mapping);
    const read = await readText(file("DECLINED"), { remember });
    expect([read.open, read.mapping.openWords]).toEqual([[3], ["pending", "declined"]]);
  });

  it("a shop that is called like a balance is asked about, and a category is none", async () => {
    const file = (payee: string, category: string) =>
      lines("Date,Text,Category,Amount", `2026-03-02,${payee},${category},-60.00`) +
      lines("2026-03-03,Bar,Food,-2.00", "2026-03-04,Bar,Food,-3.00");
    expect((await readText(file("New Balance", "Shoes"))).asked).toEqual(["statementLines"]);
    expect((await readText(file("Transfer", "Balance"))).booked).toHaveLength(3);
  });
});

describe("lines that are no rows, wherever they stand", () => {
  it("a sum without a day is told as one", async () => {
    const { asked, booked, errors, others } = await readText(
      lines("Date;Text;Amount", "2026-02-10;A;-1,00", "2026-02-11;B;-2,00", ";Total March;-3,00") +
        lines("2026-03-10;C;-4,00", "2026-03-11;D;-5,00", "2026-03-12;D;-6,00") +
        lines("2026-03-13;D;-7,00", "2026-03-14;D;-8,00"),
    );
    expect([asked, booked.length, errors]).toEqual([[], 7, []]);
    expect(others).toMatchObject([{ line: 4, why: expect.stringContaining("total") }]);
  });

  it("so is a summary with headings of its own below them", async () => {
    const { asked, booked, errors, others } = await readText(
      lines("Date,Text,Debit,Credit", "2026-03-02,A,1.00,", "2026-03-03,B,,2.00") +
        lines("Opening,Debits,Credits,Closing", "10.00,1.00,2.00,11.00"),
    );
    expect([asked, booked.length, errors]).toEqual([[], 2, []]);
    expect(others.map(({ line }) => line)).toEqual([4, 5]);
  });

  it("a balance may stand in any column of the first and last lines", async () => {
    const { asked, booked, others } = await readText(
      lines("Date,Name,Category,Amount", "2026-03-01,Bank,Opening balance,5.00") +
        lines("2026-03-02,A,Food,-1.00", ",,Closing balance,4.00"),
    );
    expect([asked, booked, others.map(({ line }) => line)]).toEqual([
      ...[[], ["2026-03-02 -100"], [2, 4]],
    ]);
  });
});
