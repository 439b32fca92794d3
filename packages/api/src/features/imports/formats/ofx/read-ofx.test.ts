import { describe, expect, it } from "vitest";
import { readOfx } from "./read-ofx";

const ROW = "<STMTTRN><DTPOSTED>20260331<TRNAMT>-1.00<FITID>F1<NAME>Kiosk</STMTTRN>";
const statement = (rows: string, account = "1") =>
  `<STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>${account}</BANKACCTFROM>` +
  `<BANKTRANLIST>${rows}</BANKTRANLIST></STMTRS></STMTTRNRS>`;
const file = (body: string) => `OFXHEADER:100\n\n<OFX>${body}</OFX>`;

const rowsOf = async (rows: string) => (await readOfx(file(statement(rows)), "EUR"))[0]?.rows;
/** The row above with one element changed. */
const changed = async (from: string, to: string) => (await rowsOf(ROW.replace(from, to)))?.[0];

describe("a row of OFX", () => {
  it.each([
    ["-12,50", "-1250"],
    ["1,234.56", "123456"],
    ["1.234,56", "123456"],
    ["-3.5000", "-350"],
    ["+7", "700"],
    ["-.50", "-50"],
  ])("has the amount %s", async (text, minor) => {
    expect(await changed("-1.00", text)).toMatchObject({ amountMinor: minor });
  });

  it.each([
    ["1.005", /no amount/],
    ["$120", /no amount/],
    ["--5", /no amount/],
    ["", /no amount/],
    ["1e3", /no amount/],
  ])("I2: with %j for an amount is an error and never another amount", async (text, reason) => {
    const row = await changed("-1.00", text);
    if (text === "1.005") expect(row).toMatchObject({ reason: expect.stringMatching(/two ways/) });
    else expect(row).toMatchObject({ reason: expect.stringMatching(reason) });
  });

  it("I2: a mark before three digits is read like those of the others, or not", async () => {
    const rows = (...amounts: string[]) =>
      rowsOf(amounts.map((amount) => ROW.replace("-1.00", amount)).join(""));
    expect(await rows("1,000", "2.50")).toMatchObject([
      { amountMinor: "100000" },
      { amountMinor: "250" },
    ]);
    expect(await rows("1,000", "2,50")).toMatchObject([
      { amountMinor: "100" },
      { amountMinor: "250" },
    ]);
    expect(await rows("1,000")).toMatchObject([{ reason: expect.stringContaining("two ways") }]);
    expect(await rows("1,000", "2,5", "2.5")).toMatchObject([
      { reason: expect.any(String) },
      {},
      {},
    ]);
  });

  it.each([
    ["KWD", "-1.234", "-1234"],
    ["KWD", "-1,234", "-1234"],
    ["JPY", "-1,200", "-1200"],
    ["JPY", "-1.200", "-1200"],
  ])("I2: in %s leaves nothing open about %s", async (currency, amount, amountMinor) => {
    const text = file(statement(ROW.replace("-1.00", amount)).replace("EUR", currency));
    expect((await readOfx(text, currency))[0]?.rows).toMatchObject([{ amountMinor }]);
  });

  it.each(["20260230", "201120000000", "", "march"])(
    "I2: with %j for a day is an error that names the field",
    async (day) => {
      expect(await changed("20260331", day)).toMatchObject({
        reason: "`DTPOSTED` holds no real day.",
      });
    },
  );

  it("keeps the day that the bank wrote, whatever the zone behind it", async () => {
    expect(await changed("20260331", "20260331233000.000[-11:SST]")).toMatchObject({
      date: "2026-03-31",
    });
  });

  it.each([
    ["<NAME>Kiosk", "<NAME><![CDATA[A & B <C>]]>", "A & B <C>"],
    ["<NAME>Kiosk", "<NAME>Tom&amp;amp;Jerry&#39;s&nbsp;&lt;x&gt;", "Tom&Jerry's <x>"],
    ["<NAME>Kiosk", "<PAYEE><NAME>Named<CITY>X</PAYEE>", "Named"],
    ["<NAME>Kiosk", "<MEMO>Only a memo", "Only a memo"],
    ["<NAME>Kiosk", "<NAME><MEMO>Only a memo", "Only a memo"],
    ["<NAME>Kiosk", "<NAME>1 < 2", "1 < 2"],
    ["<NAME>Kiosk", "", "No description"],
  ])("%s as %s: its payee is %s", async (from, to, payee) => {
    expect(await changed(from, to)).toMatchObject({ payee });
  });

  it.each(["", "0", "0000", "NONE"])("has no id where the bank writes %j", async (id) => {
    expect(await changed("F1", id)).toMatchObject({ externalId: null });
  });

  it("in another currency than its statement is left out and named", async () => {
    expect(
      await changed("<NAME>", "<CURRENCY><CURRATE>1.1<CURSYM>USD</CURRENCY><NAME>"),
    ).toMatchObject({ reason: expect.stringContaining("another currency than EUR") });
    expect(await changed("<NAME>", "<ORIGCURRENCY><CURSYM>USD</ORIGCURRENCY><NAME>")).toMatchObject(
      { amountMinor: "-100" },
    );
  });
});

describe("a file of OFX", () => {
  it("may close elements in one place and not in another, and have empty ones", async () => {
    const rows =
      "<STMTTRN><DTPOSTED>20260331</DTPOSTED><TRNAMT>-1.00\n<CHECKNUM><NAME>A</NAME><MEMO></STMTTRN>" +
      "<STMTTRN><DTPOSTED>20260330<TRNAMT>-2.00</TRNAMT><CHECKNUM>7<NAME>B<MEMO>m</MEMO></STMTTRN>";
    expect(await rowsOf(rows)).toMatchObject([
      { date: "2026-03-31", amountMinor: "-100", payee: "A", note: null },
      { date: "2026-03-30", amountMinor: "-200", payee: "B", note: "m" },
    ]);
  });

  it("may hold several accounts, which become parts", async () => {
    const parts = await readOfx(file(statement(ROW, "1") + statement(ROW, "2")), "EUR");
    expect(parts).toMatchObject([{ ref: "1" }, { ref: "2" }]);
  });

  it("may announce rows that are not booked yet", async () => {
    const pending =
      "<BANKTRANLISTP><DTASOF>20260331<STMTTRNP><TRNTYPE>DEBIT<DTTRAN>20260330<TRNAMT>-2.00" +
      "<NAME>Fuel</STMTTRNP></BANKTRANLISTP>";
    const text = file(statement(ROW).replace("</BANKTRANLIST>", `</BANKTRANLIST>${pending}`));
    expect(await readOfx(text, "EUR")).toMatchObject([
      { rows: [{ isBooked: true }, { date: "2026-03-30", payee: "Fuel", isBooked: false }] },
    ]);
  });

  it("I2: without any minus has the directions of the types of its rows, and tells", async () => {
    const row = (type: string) => ROW.replace("<DTPOSTED>", `<TRNTYPE>${type}<DTPOSTED>`);
    const unsigned = (...types: string[]) => types.map(row).join("").replaceAll("-1.00", "1.00");
    const read = async (rows: string) => (await readOfx(file(statement(rows)), "EUR"))[0];
    expect(await read(unsigned("DEBIT", "CREDIT", "CHECK", "OTHER"))).toMatchObject({
      rows: [
        { amountMinor: "-100" },
        { amountMinor: "100" },
        { amountMinor: "-100" },
        { reason: expect.stringContaining("`TRNTYPE`") },
      ],
      otherLines: [{ why: expect.stringContaining("No amount has a minus") }],
    });
    for (const rows of [unsigned("DEBIT", "CREDIT"), unsigned("DEBIT", "DEBIT") + row("DEBIT")]) {
      const part = await read(rows);
      expect(part?.rows[0]).toMatchObject({ amountMinor: "100" });
      expect(part?.otherLines).toEqual([]);
    }
  });

  it("may give two accounts one number, which their kinds tell apart", async () => {
    const kind = (name: string) =>
      statement(ROW).replace("</BANKACC", `<ACCTTYPE>${name}</BANKACC`);
    expect(await readOfx(file(kind("CHECKING") + kind("SAVINGS")), "EUR")).toMatchObject([
      { ref: "1 checking", rows: { length: 1 } },
      { ref: "1 savings", rows: { length: 1 } },
    ]);
  });

  it("has a row once that stands in two statements, and equal rows without id twice", async () => {
    const other = ROW.replace("F1", "F2");
    const [part] = await readOfx(file(statement(ROW + other) + statement(other + ROW)), "EUR");
    expect(part).toMatchObject({
      rows: [{ externalId: "F1" }, { externalId: "F2" }],
      otherLines: [{ text: "Kiosk", why: expect.stringContaining("has it, too") }, {}],
    });
    const without = statement(ROW.replace("F1", ""));
    expect(await readOfx(file(without + without), "EUR")).toMatchObject([{ rows: { length: 2 } }]);
  });

  it("of a card says so, and states what it closes with", async () => {
    const card =
      "<CCSTMTRS><CURDEF>EUR<CCACCTFROM><ACCTID>4</CCACCTFROM><BANKTRANLIST></BANKTRANLIST>" +
      "<LEDGERBAL><BALAMT>-10.00<DTASOF>20260331</LEDGERBAL>" +
      "<AVAILBAL><BALAMT>99.00<DTASOF>20260331</AVAILBAL></CCSTMTRS>";
    expect(await readOfx(file(card), "EUR")).toMatchObject([
      { kind: "credit_card", closing: { amountMinor: "-1000", on: "2026-03-31" } },
    ]);
  });

  it.each([
    [
      "an error",
      "<STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Sign on failed</STATUS>",
      /"Sign on failed"/,
    ],
    ["an error without words", "<STATUS><CODE>2000<SEVERITY>ERROR</STATUS>", /"error 2000"/],
    ["nothing", "<A>b", /no statement/],
    ["investments", "<INVSTMTRS><INVTRANLIST></INVTRANLIST></INVSTMTRS>", /investments/],
  ])("I2: that holds %s is refused by name", async (_, body, reason) => {
    await expect(readOfx(file(body), "EUR")).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringMatching(reason),
      hint: expect.stringMatching(/\w/),
    });
  });

  it("I2: that was cut off is refused, and the element that is missing is named", async () => {
    const whole = file(statement(ROW) + statement(ROW));
    for (const end of [whole.lastIndexOf("</STMTRS>"), whole.indexOf("</STMTTRN>")])
      await expect(readOfx(whole.slice(0, end), "EUR")).rejects.toMatchObject({
        message: expect.stringContaining("before its `</STMTRS>`: it was cut off"),
      });
  });

  it("of an account and of investments tells that the latter are left out", async () => {
    const text = file(`${statement(ROW)}\n<INVSTMTRS><STMTTRN></STMTTRN></INVSTMTRS>`);
    expect(await readOfx(text, "EUR")).toMatchObject([
      { rows: { length: 1 }, otherLines: [{ line: 4, why: "Investments are not read." }] },
    ]);
  });

  it("I2: has no kind of account that only JavaScript knows", async () => {
    const text = file(statement(ROW)).replace("</BANKACC", "<ACCTTYPE>constructor</BANKACC");
    expect(await readOfx(text, "EUR")).toMatchObject([{ kind: null }]);
  });

  it("names the line of each row", async () => {
    expect(await rowsOf(`\r\n${ROW}\r${ROW}\n${ROW}`)).toMatchObject([
      { line: 4 },
      { line: 5 },
      { line: 6 },
    ]);
  });
});
