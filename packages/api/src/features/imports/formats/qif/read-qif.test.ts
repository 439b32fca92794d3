import { describe, expect, it } from "vitest";
import { type QifChoice, readQif } from "./read-qif";

const read = (text: string, choice: QifChoice = {}, remembered: QifChoice | null = null) =>
  readQif(text, { currency: "EUR", today: "2026-06-15", choice, remembered });
const record = (day: string, more = "T-1.00\nPKiosk") => `D${day}\n${more}\n^\n`;
const bank = (...records: string[]) => `!Type:Bank\n${records.join("")}`;
const daysOf = async (...days: string[]) => {
  const { parts, ambiguous } = await read(bank(...days.map((day) => record(day))));
  const [question] = ambiguous;
  if (question !== undefined) return question;
  return parts[0]?.rows.map((row) => ("date" in row ? row.date : row.reason));
};
const rowOf = async (more: string) =>
  (await read(bank(record("2026-03-31", more)))).parts[0]?.rows[0];

describe("days of QIF", () => {
  it.each<[string, string[], string[]]>([
    ["an apostrophe before the year", ["1/13'26", "1/ 2'26"], ["2026-01-13", "2026-01-02"]],
    ["two digits", ["13/1/26", "2/1/26"], ["2026-01-13", "2026-01-02"]],
    ["the year first", ["2026-01-02"], ["2026-01-02"]],
    ["dots, which no language writes with the month first", ["02.01.2026"], ["2026-01-02"]],
    ["the other order in the future", ["12/5/26"], ["2026-05-12"]],
    ["one day in both orders", ["3/3/26"], ["2026-03-03"]],
    [
      "neighbours far apart in the other order",
      ["1/11/25", "2/1/25"],
      ["2025-01-11", "2025-02-01"],
    ],
    [
      "no real day among real ones",
      ["1/13/26", "2/30/26"],
      ["2026-01-13", "`D` holds no real day of the order MDY."],
    ],
  ])("I2: %s: read without a question", async (_, days, expected) => {
    expect(await daysOf(...days)).toEqual(expected);
  });

  it.each<[string, string[], string[]]>([
    ["a year of the first ten", ["1/ 2' 6", "1/13' 0"], ["2006-01-02", "2000-01-13"]],
    ["an apostrophe before four digits", ["25/12'2025"], ["2025-12-25"]],
    ["spaces behind the marks", ["2. 1.2026", "13. 1.2026"], ["2026-01-02", "2026-01-13"]],
    ["a year of two digits in front", ["26/02/13", "26/02/14"], ["2026-02-13", "2026-02-14"]],
    ["a time behind the day", ["2026-01-02 13:14:15"], ["2026-01-02"]],
    ["months as words", ["27 Feb 2026", "03-Mar-26"], ["2026-02-27", "2026-03-03"]],
    ["months of another language", ["27/fev/2026", "05/abr/2026"], ["2026-02-27", "2026-04-05"]],
  ])("I2: %s: read as in a table", async (_, days, expected) => {
    expect(await daysOf(...days)).toEqual(expected);
  });

  it("I2: without a year are asked about, and the answer is that of the last one", async () => {
    const text = bank(record("27/12"), record("03/01"));
    expect((await read(text, { dateOrder: "DMY" })).ambiguous).toMatchObject([
      { field: "dateYear", question: "Which year is 03/01, the last line?" },
    ]);
    const { parts } = await read(text, { dateOrder: "DMY", dateYear: 2026 });
    expect(parts[0]?.rows).toMatchObject([{ date: "2025-12-27" }, { date: "2026-01-03" }]);
  });

  it("I2: of a longer file are read in the order under which they run straight", async () => {
    const days = ["1/2", "1/9", "2/3", "2/11", "3/4", "3/10", "4/2", "4/8"];
    const read = await daysOf(...days.map((day) => `${day}/25`));
    expect(read).toMatchObject([
      "2025-01-02",
      "2025-01-09",
      "2025-02-03",
      ...days.slice(3).map(() => expect.any(String)),
    ]);
    expect(await daysOf(...days.slice(0, 7).map((day) => `${day}/25`))).toMatchObject({
      field: "dateOrder",
    });
  });

  it("I2: that fit two orders are asked about, once, and the answer counts", async () => {
    expect(await daysOf("3/4/26", "3/5/26")).toMatchObject({
      field: "dateOrder",
      question: "Which day is 3/4/26?",
      options: [
        { value: "DMY", means: "2026-04-03" },
        { value: "MDY", means: "2026-03-04" },
      ],
    });
    const { parts } = await read(bank(record("3/4/26")), { dateOrder: "DMY" });
    expect(parts[0]?.rows).toMatchObject([{ date: "2026-04-03" }]);
  });

  it("I2: a remembered order settles a question, and never overrules the file", async () => {
    const of = async (day: string) =>
      (await read(bank(record(day)), {}, { dateOrder: "DMY" })).parts[0]?.rows;
    expect(await of("3/4/26")).toMatchObject([{ date: "2026-04-03" }]);
    expect(await of("3/14/26")).toMatchObject([{ date: "2026-03-14" }]);
  });
});

describe("a record of QIF", () => {
  it.each([
    ["T-1,234.50", { amountMinor: "-123450" }],
    ["T-1.234,50", { amountMinor: "-123450" }],
    ["U2.00\nT1.00", { amountMinor: "100" }],
    ["U2.00", { amountMinor: "200" }],
    ["T1.00\nMOnly a memo", { payee: "Only a memo", note: null }],
    ["T1.00\nPA\nMB", { payee: "A", note: "B" }],
    ["T1.00\nLFood:Bread/Trip", { category: "Food:Bread", categoryPath: ["Food", "Bread"] }],
    ["T1.00\nL[Savings]/Trip", { transferTo: "Savings", category: null, categoryPath: null }],
    ["Tmuch", { reason: "`T` holds no amount in EUR." }],
    ["PA", { reason: "`T` holds no amount in EUR." }],
  ])("%j", async (more, expected) => {
    expect(await rowOf(more)).toMatchObject(expected);
  });

  it("may be split into lines, which must sum to it", async () => {
    const split = (last: string) =>
      rowOf(`T-80.00\nPShop\nLFood\nSFood\nEmilk\n$-64.10\nS[Savings]\n$${last}`);
    expect(await split("-15.90")).toMatchObject({
      amountMinor: "-8000",
      lines: [
        { category: "Food", amountMinor: "-6410", note: "milk" },
        { category: null, amountMinor: "-1590", note: null },
      ],
    });
    expect(await split("-15.91")).toMatchObject({ reason: expect.stringContaining("do not sum") });
    expect(await split("x")).toMatchObject({ reason: "`$` holds no amount in EUR." });
  });

  it("that goes to its own account is the opening balance", async () => {
    const text = `!Account\nNMine\nTBank\n^\n${bank(record("2026-03-31", "T9.00\nL[Mine]"))}`;
    expect((await read(text)).parts).toMatchObject([
      { ref: "Mine", rows: [{ kind: "opening", transferTo: null }] },
    ]);
    expect(await rowOf("T9.00\nPOpening Balance\nL[Any]")).toMatchObject({ kind: "opening" });
  });

  it("I2: an amount that can be read in two ways is asked about", async () => {
    const text = bank(record("2026-03-31", "T1,000"));
    expect((await read(text)).ambiguous).toMatchObject([
      {
        field: "decimalMark",
        options: [
          { value: ".", means: "1000" },
          { value: ",", means: "1.000" },
        ],
      },
    ]);
    const amounts = async (decimalMark: "." | ",") =>
      (await read(text, { decimalMark })).parts[0]?.rows[0];
    expect(await amounts(".")).toMatchObject({ amountMinor: "100000" });
    expect(await amounts(",")).toMatchObject({ amountMinor: "100" });
  });
});

describe("a file of QIF", () => {
  it("may hold several accounts and lists, and lack the last end of a record", async () => {
    const text =
      "!Type:Cat\nNFood\nE\n^\n!Option:AutoSwitch\n!Account\nNOne\nTBank\n^\nNTwo\nTCCard\n^\n" +
      "!Clear:AutoSwitch\n!Account\nNOne\nTBank\n^\n!Type:Bank\nD2026-03-30\nT1.00\n^\n" +
      "!Account\nNTwo\nTCCard\n^\n!Type:CCard\nD2026-03-31\nT-2.00\n^\n" +
      "!Account\nNOne\nTBank\n^\n!Type:Bank\nD2026-03-31\nT3.00\n";
    expect((await read(text)).parts).toMatchObject([
      { ref: "Two", kind: "credit_card", rows: [{ amountMinor: "-200" }] },
      { ref: "One", kind: "checking", rows: [{ amountMinor: "100" }, { amountMinor: "300" }] },
    ]);
  });

  it("without names keeps kinds of account apart", async () => {
    const text = `${bank(record("2026-03-31"))}!Type:CCard\n${record("2026-03-31")}`;
    expect((await read(text)).parts).toMatchObject([
      { ref: null, kind: "checking" },
      { ref: null, kind: "credit_card" },
    ]);
  });

  it("with an account of investments is read without it, and says so", async () => {
    const text = `${bank(record("2026-03-31"))}!Type:Invst\nD1/2/26\nNBuy\n^\n`;
    expect((await read(text)).parts).toMatchObject([
      {
        rows: [{ date: "2026-03-31" }],
        otherLines: [{ line: 6, text: "!Type:Invst", why: "Investments are not read." }],
      },
    ]);
  });

  it.each([
    ["investments", "!Type:Invst\nD1/2/26\n^\n", /investments/],
    ["a list with a name of JavaScript's", "!Type:constructor\nD1/2/26\n^\n", /no statement/],
    ["nothing but lists", "!Type:Cat\nNFood\n^\n", /no statement/],
  ])("that holds %s is refused by name", async (_, text, reason) => {
    await expect(read(text)).rejects.toMatchObject({ message: expect.stringMatching(reason) });
  });
});
