import { describe, expect, it } from "vitest";
import { readMt940 } from "./read-mt940";

const HEAD = ":20:START\r\n:25:12345678/0123456789\r\n:28C:1/1\r\n:60F:C260301EUR100,00\r\n";
const read = (body: string) => readMt940(HEAD + body, "EUR");
const rowOf = async (row: string, text = "") => (await read(`:61:${row}\r\n${text}`))[0]?.rows[0];
/** The payee and the note of a row with this text. */
const textsOf = async (text: string, supplement = "") => {
  const row = await rowOf(`2603310331D5,00NTRFNONREF${supplement}`, `:86:${text}\r\n`);
  return row !== undefined && "payee" in row ? [row.payee, row.note] : row;
};

describe("a row of MT940", () => {
  it.each([
    ["2603310331D5,00NTRFNONREF", { amountMinor: "-500", date: "2026-03-31" }],
    ["2603310331C5,00NTRFNONREF", { amountMinor: "500" }],
    ["2603310331RC5,00NTRFNONREF", { amountMinor: "-500" }],
    ["2603310331RD5,00NTRFNONREF", { amountMinor: "500" }],
    ["2603310331CR5,00NTRFNONREF", { amountMinor: "500" }],
    ["2603310331D1000,NTRFNONREF", { amountMinor: "-100000" }],
    ["2603310331D,50NTRFNONREF", { amountMinor: "-50" }],
    ["2603310331D1.230,50NTRFNONREF", { amountMinor: "-123050" }],
    ["2603310331D1230.50NTRFNONREF", { amountMinor: "-123050" }],
    ["260331    D5,00NTRFNONREF", { date: "2026-03-31" }],
    ["260331D5,00NTRFNONREF", { date: "2026-03-31" }],
    ["2512310102D5,00NTRFNONREF", { date: "2026-01-02", valueDate: "2025-12-31" }],
    ["2601011231D5,00NTRFNONREF", { date: "2025-12-31", valueDate: "2026-01-01" }],
    ["2603310331EC5,00NTRFNONREF", { amountMinor: "500", isBooked: false }],
    ["2603310331ED5,00NTRFNONREF", { amountMinor: "-500", isBooked: false }],
    ["2603310331D5,00NTRFNONREF//B17", { externalId: "B17" }],
    ["2603310331D5,00NTRFMYREF//NONREF", { externalId: null }],
    ["2603310331D5,00NTRFMYREF", { externalId: null }],
  ])("%s", async (row, expected) => {
    expect(await rowOf(row)).toMatchObject(expected);
  });

  it.each([
    ["2602300228D5,00NTRF", /value date .* no real day/],
    ["2602280230D5,00NTRF", /entry date .* no real day/],
    ["2603310331D5,001NTRF", /no amount in EUR/],
    ["2603310331DNTRF", /no amount in EUR/],
    ["2603310331D1.230NTRF", /no amount in EUR/],
    ["2603310331D1,2,3NTRF", /no amount in EUR/],
    ["2603310331X5,00NTRF", /not of the form/],
    ["", /not of the form/],
  ])(
    "I2: %j is an error that names the field, and never another day or amount",
    async (row, reason) => {
      expect(await rowOf(row)).toMatchObject({ reason: expect.stringMatching(reason) });
    },
  );
});

describe("the text of a row", () => {
  it.each([
    [
      "166?00CREDIT?20Invoice 4711?30BANKDEFF?31DE1?32ANNA?33MUSTER",
      ["ANNA MUSTER", "Invoice 4711"],
    ],
    ["166?00CREDIT?20One?21two?32ANNA", ["ANNA", "One two"]],
    [
      "166?00CREDIT?20abcdefghijklmnopqrstuvwxyz1?212?32ANNA",
      ["ANNA", "abcdefghijklmnopqrstuvwxyz12"],
    ],
    ["020~00TRANSFER~20Rent~32Landlord", ["Landlord", "Rent"]],
    ["/TRTP/SEPA/IBAN/NL1/BIC/X/NAME/Baker/REMI/Bread and\r\nbutter", ["Baker", "Bread andbutter"]],
    ["/EREF/1//CNTP/NL1/X/Baker///REMI/USTD//Bread/", ["Baker", "Bread/"]],
    ["A44?Librarian\r\nBooks", ["Librarian", "Books"]],
    ["CASH MACHINE\r\nTown", ["CASH MACHINE", "Town"]],
    ["0987654321 john doe\r\n\r\nGift", ["john doe", "Gift"]],
  ])("%j", async (text, expected) => {
    expect(await textsOf(text)).toEqual(expected);
  });

  it("may repeat the line beside the amount, or leave all to it", async () => {
    expect(await textsOf("NL47INGB9999999999 j doe\r\nGift", "\r\nj doe")).toEqual([
      "j doe",
      "Gift",
    ]);
    expect(await textsOf("B32?DOE, JANE By phone", "\r\nBy phone")).toEqual([
      "DOE, JANE",
      "By phone",
    ]);
    expect(await textsOf("", "\r\nBy phone")).toEqual(["By phone", null]);
  });

  it("is of the row before it, and of no other", async () => {
    const row = ":61:2603310331D5,00NTRFNONREF\r\n";
    const [part] = await read(
      `${row}${row}:86:Kiosk\r\n:62F:C260331EUR90,00\r\n:86:Of the statement\r\n`,
    );
    expect(part?.rows).toMatchObject([{ payee: "No description" }, { payee: "Kiosk" }]);
  });
});

describe("messages of MT940", () => {
  const page = (from: string, to: string, body = "") =>
    `:20:A\r\n:25:1\r\n:60${from}\r\n${body}:62${to}\r\n-\r\n`;

  it("that are pages of one statement join", async () => {
    const text =
      page("F:C260301EUR1,00", "M:C260315EUR2,00") + page("M:C260315EUR2,00", "F:D260331EUR3,00");
    expect(await readMt940(text, "EUR")).toMatchObject([
      {
        opening: { amountMinor: "100", on: "2026-03-01" },
        closing: { amountMinor: "-300", on: "2026-03-31" },
        joins: true,
      },
    ]);
  });

  it("state balances with groups as what they are", async () => {
    expect(await readMt940(page("F:C260301EUR2.000,00", "F:C260331EUR770.5"), "EUR")).toMatchObject(
      [{ opening: { amountMinor: "200000" }, closing: { amountMinor: "77050" } }],
    );
  });

  it("between which one is missing say so", async () => {
    const text =
      page("F:C260301EUR1,00", "F:C260301EUR2,00") + page("F:C260303EUR5,00", "F:C260303EUR6,00");
    expect(await readMt940(text, "EUR")).toMatchObject([{ joins: false }]);
  });

  it("that stand in a file twice count once where they do not follow one another", async () => {
    const row = ":61:2603310331C1,00NTRFNONREF\r\n:86:Kiosk\r\n";
    const once = page("F:C260301EUR1,00", "F:C260331EUR2,00", row);
    const next = page("F:C260331EUR2,00", "F:C260430EUR3,00", row);
    const [part] = await readMt940(once + next + once, "EUR");
    expect(part).toMatchObject({
      rows: [{ amountMinor: "100" }, { amountMinor: "100" }],
      otherLines: [{ text: "Kiosk", why: "Its statement stands above." }],
      joins: true,
    });
    // Two equal statements may both be true, where nothing was gained between them.
    const even = page("F:C260301EUR1,00", "F:C260331EUR1,00", row);
    expect(await readMt940(even + even, "EUR")).toMatchObject([{ rows: { length: 2 } }]);
  });

  it("may stand in SWIFT's envelope, with other line ends and control characters", async () => {
    const text =
      "\u0001{1:F01BANKDEFF}{2:O940}{4:\n:20:A\n:25:1\n:61:2603310331D5,00NTRF\n:86:Kiosk\n-}{5:}\n" +
      "{1:F01BANKDEFF}{4:\r:20:B\r:25:2\r:61:2603310331D6,00NTRF\r-}\u0003";
    expect(await readMt940(text, "EUR")).toMatchObject([
      { ref: "1", rows: [{ payee: "Kiosk", amountMinor: "-500" }] },
      { ref: "2", rows: [{ amountMinor: "-600" }] },
    ]);
  });

  it("of MT942 have a currency, and no balances", async () => {
    const text =
      ":20:A\r\n:25:1\r\n:34F:PLN0\r\n:13D:2603311200+0100\r\n:61:2603310331CN0,01NTRF\r\n";
    expect(await readMt940(text, "EUR")).toMatchObject([
      { currency: "PLN", opening: null, closing: null, rows: [{ amountMinor: "1" }] },
    ]);
  });

  it("I2: without a statement are refused by name", async () => {
    await expect(readMt940(":20:A\r\n:86:x\r\n", "EUR")).rejects.toMatchObject({
      message: expect.stringContaining("no statement"),
    });
  });
});
