import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import type { MappingChoice } from "../mapping-schema";
import { readText } from "./test/read-text";

// Files with the traps that banks set, each made up here.

const HEAD = "Date,Payee,Amount\n";

describe("the letters of a file", () => {
  it.each([
    ["iso-8859-1", "EUR", "Bäckerei Grünstraße"],
    ["windows-1252", "EUR", "Café – Crème"],
    ["cp850", "EUR", "Bäckerei Grünstraße"],
    ["iso-8859-15", "EUR", "Œuvre du Cœur"],
    ["windows-1250", "PLN", "Żabka Łódź opłata"],
    ["iso-8859-2", "PLN", "Żabka Łódź opłata"],
    ["cp852", "CZK", "Příchozí platba žluťoučký"],
    ["windows-1251", "RUB", "Покупка Пятёрочка"],
    ["koi8-r", "RUB", "Покупка Пятёрочка Москва"],
    ["cp866", "RUB", "Покупка Пятёрочка Москва"],
    ["windows-1254", "TRY", "Şişli çarşı ödemesi ığdır"],
    ["shift_jis", "JPY", "スーパーマーケット"],
    ["euc-kr", "KRW", "스타벅스 강남점"],
    ["gb18030", "CNY", "超市购物"],
    ["big5", "TWD", "超商消費"],
    ["utf-16le", "EUR", "Bäckerei"],
  ])("in %s for an account in %s are found", async (encoding, currency, payee) => {
    const file = `${HEAD}2026-03-01,${payee},-1\n2026-03-02,${payee},-2\n`;
    const { payees } = await readText(iconv.encode(file, encoding), { currency });
    expect(payees).toEqual([payee, payee]);
  });

  it("UTF-8 with a letter that was cut in two stays UTF-8, and the letter is told", async () => {
    const good = Buffer.from(`${HEAD}2026-03-01,${"ä".repeat(12)},-1\n2026-03-02,Caf`);
    const file = Buffer.concat([good, Buffer.from([0xc3]), Buffer.from(",-2\n")]);
    const { payees, evidence } = await readText(file);
    expect(payees).toEqual(["ä".repeat(12), "Caf\ufffd"]);
    expect(evidence[0]).toMatchObject({
      field: "encoding",
      says: expect.stringContaining("1 broken letter, the first in line 3"),
    });
  });
});

describe("where the rows are", () => {
  it.each<[string, string, string[]]>([
    [
      "a preamble with a day and a balance",
      "Konto;123\nStand;1.000,00\n31.03.2026;1.000,00\nTag;Text;Betrag\n" +
        "13.03.2026;A;-1,00\n".repeat(6),
      Array.from({ length: 6 }, () => "2026-03-13 -100"),
    ],
    [
      "a line that names the delimiter",
      "sep=;\nDate;Payee;Amount\n2026-03-01;A;-1,00\n",
      ["2026-03-01 -100"],
    ],
    ["a heading that comes again", `${HEAD}2026-03-01,A,-1.00\n${HEAD}`, ["2026-03-01 -100"]],
    [
      "days of digits alone",
      "20260301,Kiosk,-1.00\n20260302,Cafe,-2.00\n",
      ["2026-03-01 -100", "2026-03-02 -200"],
    ],
    ["a footer", `${HEAD}2026-03-01,A,-1.00\n3 transactions\n`, ["2026-03-01 -100"]],
  ])("%s", async (_, file, rows) => {
    const { booked, asked, errors } = await readText(file);
    expect([asked, booked, errors]).toEqual([[], rows, []]);
  });

  it("a text that goes on below its row belongs to it", async () => {
    const { booked, payees, others } = await readText(
      "Date,Text,Out,In\n03/04/2026,PURCHASE,1.00,\n,CORNER BAKERY\n31/03/2026,FEE,2.00,\n",
    );
    expect(booked).toEqual(["2026-04-03 -100", "2026-03-31 -200"]);
    expect(payees).toEqual(["PURCHASE CORNER BAKERY", "FEE"]);
    expect(others).toEqual([]);
  });
});

describe("days", () => {
  it("months that two languages mean differently are asked for, and answered", async () => {
    const file = "Datum;Popis;Castka\n3. srp 2026;A;-1,00\n5. srp 2026;B;-2,00\n";
    const { ambiguous } = await readText(file);
    expect(ambiguous).toMatchObject([
      {
        field: "monthLanguage",
        lines: [{ line: 2 }, { line: 3 }],
        options: [
          { value: "cs", rows: [{ date: "2026-08-03" }, { date: "2026-08-05" }] },
          { value: "hr", rows: [{ date: "2026-07-03" }, { date: "2026-07-05" }] },
        ],
      },
    ]);
    const { booked } = await readText(file, { choice: { monthLanguage: "hr" } });
    expect(booked).toEqual(["2026-07-03 -100", "2026-07-05 -200"]);
  });

  it("without year, the last line's is asked for; the others follow from it", async () => {
    const file = `${HEAD}12/28,A,-1.00\n01/13,B,-2.00\n`;
    const { ambiguous } = await readText(file);
    expect(ambiguous).toMatchObject([
      { field: "dateYear", question: "Which year is 01/13, the last line?" },
    ]);
    const { booked } = await readText(file, { choice: { dateYear: 2026 } });
    expect(booked).toEqual(["2025-12-28 -100", "2026-01-13 -200"]);
  });
});

describe("which way the money goes", () => {
  const rowsOf = (...rows: string[]) => rows.map((row) => `${row}\n`).join("");
  it.each<[string, string, string[]]>([
    [
      "Dr and Cr in the cells",
      rowsOf("2026-03-01,A,1.00 Dr", "2026-03-02,B,2.00 Cr"),
      ["-100", "200"],
    ],
    [
      "Cr beside arrivals alone",
      rowsOf("2026-03-01,A,1.00", "2026-03-02,B,2.00 CR"),
      ["-100", "200"],
    ],
    [
      "a word for one way that contradicts nothing",
      rowsOf("2026-03-01,C,-3.20", "2026-04-01,C,-1.00"),
      ["-320", "-100"],
    ],
  ])("%s", async (_, rows, amounts) => {
    const { booked, asked } = await readText(HEAD + rows);
    expect([asked, booked.map((row) => row.split(" ")[1])]).toEqual([[], amounts]);
  });

  it.each<[string, string, string[]]>([
    [
      "a minus in a column for money out is a reversal",
      "Date,Payee,Debit,Credit\n2026-03-01,A,80.00,\n2026-03-02,A,-80.00,\n2026-03-03,B,20.00,\n",
      ["-8000", "8000", "-2000"],
    ],
    [
      "minus in one column and plus in the other need no heading",
      '4/13/2026,A,-$76.00,"",$9.00\n4/12/2026,B,"",+$5.00,$1.00\n4/11/2026,C,-$8.00,"",$7.00\n',
      ["-7600", "500", "-800"],
    ],
    [
      "columns that say the same are no rivals",
      "Datum;Bedrag;Credit;Debet;Bedrag in EUR\n13/01/2026;-1,50;;-1,50;-1,50\n" +
        "14/01/2026;3,00;3,00;;3,00\n",
      ["-150", "300"],
    ],
  ])("%s", async (_, file, amounts) => {
    const { booked, asked } = await readText(file, {
      currency: file.includes("$") ? "USD" : "EUR",
    });
    expect([asked, booked.map((row) => row.split(" ")[1])]).toEqual([[], amounts]);
  });

  it("a card's plain numbers are asked about; a plus of its own stays an arrival", async () => {
    const file =
      "Date,Text,Amount,\nPending,HOLD,£6.00,\n13-Dec-2019,BAKER,£1.00,\n" +
      "12-Dec-2019,SHOP,£2.00,\n02-Dec-2019,THANK YOU,+ £9.00,CR\n";
    const card = { currency: "GBP", isLiability: true };
    const { ambiguous } = await readText(file, card);
    expect(ambiguous).toMatchObject([
      {
        field: "amount",
        options: [{ value: { column: 3, sign: "inverted" } }, { value: { sign: "as_written" } }],
      },
    ]);
    const choice: MappingChoice = { amount: { column: 3, sign: "inverted" } };
    const { booked, open, errors } = await readText(file, { ...card, choice });
    expect(booked).toEqual(["2019-12-13 -100", "2019-12-12 -200", "2019-12-02 900"]);
    expect([open, errors]).toEqual([[2], []]);
  });

  it("two columns that may both be the amount are one question, with direction", async () => {
    const { ambiguous } = await readText(
      "Date,Name,Gross,Fee,Net\n2026-03-01,A,10.00,-0.50,9.50\n2026-03-02,B,-5.00,0.00,-5.00\n",
    );
    expect(ambiguous).toMatchObject([
      {
        field: "amount",
        lines: [{ line: 2, text: "2026-03-01,A,10.00,-0.50,9.50" }],
        options: [
          { value: { column: 5 }, rows: [{ line: 2, amount: { amount: "9.50" } }] },
          { value: { column: 3 }, rows: [{ line: 2, amount: { amount: "10.00" } }] },
        ],
      },
    ]);
  });
});
