import { describe, expect, it } from "vitest";
import { readCamt } from "./read-camt";

const tag = (name: string, inner: string) => `<${name}>${inner}</${name}>`;
const amount = (text: string, way = "DBIT", currency = "EUR") =>
  `<Amt Ccy="${currency}">${text}</Amt><CdtDbtInd>${way}</CdtDbtInd>`;
const balance = (code: string, text: string, way = "CRDT") =>
  tag(
    "Bal",
    tag("Tp", tag("CdOrPrtry", tag("Cd", code))) +
      amount(text, way) +
      "<Dt><Dt>2026-03-31</Dt></Dt>",
  );
const entry = (more: string, money = amount("5.00")) =>
  tag("Ntry", `${money}<Sts>BOOK</Sts><BookgDt><Dt>2026-03-31</Dt></BookgDt>${more}`);
const ACCOUNT = "<Acct><Id><IBAN>DE1</IBAN></Id><Ccy>EUR</Ccy></Acct>";
const statement = (body: string, account = ACCOUNT) => tag("Stmt", account + body);
const document = (...statements: string[]) =>
  `<?xml version="1.0"?>\n${tag("Document", tag("BkToCstmrStmt", statements.join("\n")))}`;

const read = (...statements: string[]) => readCamt(document(...statements), "EUR");
const rowsOf = async (body: string) => (await read(statement(body)))[0]?.rows;
const rowOf = async (more: string) => (await rowsOf(entry(more)))?.[0];
const details = (more: string) => tag("NtryDtls", tag("TxDtls", more));

describe("an entry of CAMT", () => {
  it.each([
    ["the other side", details("<RltdPties><Cdtr><Nm>Shop</Nm></Cdtr></RltdPties>"), "Shop"],
    ["version 8", details("<RltdPties><Cdtr><Pty><Nm>Shop</Nm></Pty></Cdtr></RltdPties>"), "Shop"],
    ["the last side", details("<RltdPties><UltmtCdtr><Nm>End</Nm></UltmtCdtr></RltdPties>"), "End"],
    ["not one's own", details("<RltdPties><Dbtr><Nm>Me</Nm></Dbtr></RltdPties>"), "No description"],
    ["a text", details("<RmtInf><Ustrd>One</Ustrd><Ustrd>two</Ustrd></RmtInf>"), "One two"],
    [
      "a reference",
      details("<RmtInf><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf>"),
      "RF18",
    ],
    ["the bank's word", "<AddtlNtryInf>Card &amp; fee</AddtlNtryInf>", "Card & fee"],
  ])("has for payee %s", async (_, more, payee) => {
    expect(await rowOf(more)).toMatchObject({ amountMinor: "-500", payee });
  });

  it.each([
    ["", true],
    ["<Sts>BOOK</Sts>", true],
    ["<Sts><Cd>BOOK</Cd></Sts>", true],
    ["<Sts>PDNG</Sts>", false],
    ["<Sts><Cd>PDNG</Cd></Sts>", false],
    ["<Sts><Cd>INFO</Cd></Sts>", false],
  ])("with the status %j is booked: %s", async (status, isBooked) => {
    const text = entry("").replace("<Sts>BOOK</Sts>", status);
    expect(await rowsOf(text)).toMatchObject([{ isBooked }]);
  });

  it.each(["1,234", "1,23", "-5.00", "+5.00", "5.001", ""])(
    "I2: with the amount %j is an error, because the standard has none like it",
    async (text) => {
      expect(await rowsOf(entry("", amount(text)))).toMatchObject([
        { reason: expect.stringContaining("hold no amount in EUR") },
      ]);
    },
  );

  it.each([
    ["the value day, without a booking day", "<ValDt><Dt>2026-04-01</Dt></ValDt>", "2026-04-01"],
    ["a moment", "<BookgDt><DtTm>2026-03-30T23:59:00-05:00</DtTm></BookgDt>", "2026-03-30"],
  ])("has for its day %s", async (_, day, date) => {
    const text = entry("").replace("<BookgDt><Dt>2026-03-31</Dt></BookgDt>", day);
    expect(await rowsOf(text)).toMatchObject([{ date }]);
  });

  it.each([
    ["a day that does not exist", "2026-03-31", "2026-02-30", /`BookgDt` holds no real day/],
    ["no direction", "DBIT", "", /hold no amount/],
    ["no amount", "5.00", "5,00x", /hold no amount/],
    ["more decimals than its currency", "5.00", "5.001", /hold no amount/],
    ["another currency", 'Ccy="EUR"', 'Ccy="USD"', /another currency than EUR/],
  ])("I2: with %s is an error that names the element", async (_, from, to, reason) => {
    expect(await rowsOf(entry("").replace(from, to))).toMatchObject([
      { reason: expect.stringMatching(reason) },
    ]);
  });

  it("is known by the bank's reference, unless that says that there is none", async () => {
    expect(await rowOf("<AcctSvcrRef>R1</AcctSvcrRef>")).toMatchObject({ externalId: "R1" });
    expect(await rowOf("<AcctSvcrRef>NOTPROVIDED</AcctSvcrRef>")).toMatchObject({
      externalId: null,
    });
    expect(await rowOf(details("<Refs><AcctSvcrRef>T1</AcctSvcrRef></Refs>"))).toMatchObject({
      externalId: "T1",
    });
  });
});

describe("a batch of CAMT", () => {
  const part = (text: string, name: string) =>
    tag(
      "TxDtls",
      `<AmtDtls><TxAmt><Amt Ccy="EUR">${text}</Amt></TxAmt></AmtDtls>` +
        `<RltdPties><Cdtr><Nm>${name}</Nm></Cdtr></RltdPties>`,
    );
  const batch = (...parts: string[]) =>
    rowsOf(entry(`<AcctSvcrRef>R</AcctSvcrRef>${tag("NtryDtls", parts.join(""))}`));

  it("becomes its parts when they sum to the entry, each with an id of its own", async () => {
    expect(await batch(part("2.00", "A"), part("3.00", "B"))).toMatchObject([
      { amountMinor: "-200", payee: "A", externalId: "R/1" },
      { amountMinor: "-300", payee: "B", externalId: "R/2" },
    ]);
  });

  it("I2: stays one row when a part has no amount, or they do not sum to it", async () => {
    const whole = [{ amountMinor: "-500", externalId: "R" }];
    expect(await batch(part("2.00", "A"), part("2.99", "B"))).toMatchObject(whole);
    expect(await batch(part("5.00", "A"), "<TxDtls></TxDtls>")).toMatchObject(whole);
  });
});

describe("an entry that reverses another one", () => {
  const reversal = entry("<RvslInd>true</RvslInd>", amount("5.00", "CRDT"));
  const between = (opening: string, closing: string) =>
    read(statement(balance("OPBD", opening) + balance("CLBD", closing) + reversal));

  it("I2: has the direction that the balances prove", async () => {
    expect(await between("10.00", "15.00")).toMatchObject([{ rows: [{ amountMinor: "500" }] }]);
    expect(await between("10.00", "5.00")).toMatchObject([{ rows: [{ amountMinor: "-500" }] }]);
    expect(await between("10.00", "99.00")).toMatchObject([{ rows: [{ amountMinor: "500" }] }]);
  });

  it("is taken as written without balances, and the reader is told", async () => {
    expect(await read(statement(reversal))).toMatchObject([
      { rows: [{ amountMinor: "500" }], otherLines: [{ text: "RvslInd", line: 2 }] },
    ]);
  });
});

describe("statements of CAMT", () => {
  const month = (opening: string, closing: string) =>
    statement(balance("OPBD", opening) + balance("CLBD", closing) + balance("CLAV", "99.00"));

  it("of one account join, in either order", async () => {
    const joined = {
      opening: { amountMinor: "100" },
      closing: { amountMinor: "300" },
      joins: true,
    };
    const [first, second] = [month("1.00", "2.00"), month("2.00", "3.00")];
    expect(await read(first, second)).toMatchObject([joined]);
    expect(await read(second, first)).toMatchObject([joined]);
  });

  it("between which a page is missing say so", async () => {
    expect(await read(month("1.00", "2.00"), month("2.50", "3.00"))).toMatchObject([
      { joins: false },
    ]);
  });

  it("of two accounts, or of two currencies of one, are parts", async () => {
    const inDollars = ACCOUNT.replace("EUR", "USD");
    const other = "<Acct><Id><Othr><Id>12</Id></Othr></Id><Ccy>EUR</Ccy></Acct>";
    const parts = await read(
      statement(entry("")),
      statement(entry("", amount("1.00", "DBIT", "USD")), inDollars),
      statement(entry(""), other),
    );
    expect(parts).toMatchObject([
      { ref: "DE1", currency: "EUR", rows: { length: 1 } },
      { ref: "DE1", currency: "USD", rows: { length: 1 } },
      { ref: "12", currency: "EUR", rows: { length: 1 } },
    ]);
  });

  it("may be overdrawn, and begin with the balance of the day before", async () => {
    const text = balance("PRCD", "5.00", "DBIT") + balance("CLBD", "1.00");
    expect(await read(statement(text))).toMatchObject([
      { opening: { amountMinor: "-500", on: "2026-03-31" }, closing: { amountMinor: "100" } },
    ]);
  });
});

it.each([
  ["no statement", "<Document><BkToCstmrStmt></BkToCstmrStmt></Document>", /no statement/],
  ["an element that is never closed", document(statement("<Ntry>")), /line 2 .* not well-formed/],
  ["the end missing", document(statement("")).slice(0, -12), /not well-formed/],
  ["a document type", "<!DOCTYPE a>\n<a/>", /DOCTYPE/],
])("I2: a file with %s is refused, and its line or element is named", async (_, text, reason) => {
  await expect(readCamt(text, "EUR")).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringMatching(reason),
    hint: expect.stringMatching(/\w/),
  });
});
