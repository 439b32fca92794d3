import { describe, expect, it } from "vitest";
import { DomainError } from "../../../common/errors/domain-error";
import { isReadable } from "../file-part";
import { readTable } from "../table/read-table";
import { CURRENCY, type Month } from "./test/ledger-month";
import { readFormat, TODAY } from "./test/read-format";
import { writeCamt, writeOfx, writeQif, writeXlsx, zipWorkbook } from "./test/write-formats";

// Files that are small, or no larger than a file may be, and made to cost much (I2, I4).

const MIB = 1_048_576;
const CAMT = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">';
const fill = (head: string, unit: string, bytes = 8 * MIB) =>
  Buffer.from(head + unit.repeat(Math.floor((bytes - head.length) / unit.length)));
const sheet = (rows: string) => ({
  "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
});
const entity = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';

/** A workbook of which the directory says less than is in it. */
function lyingWorkbook(): Buffer {
  const bytes = zipWorkbook(sheet(" ".repeat(70 * MIB)));
  const name = Buffer.from("xl/worksheets/sheet1.xml");
  const inDirectory = bytes.lastIndexOf(name);
  bytes.writeUInt32LE(100, inDirectory - 46 + 24);
  return bytes;
}

describe("a file that is made to cost much is refused, and the refusal says why", () => {
  it.each<[string, Buffer, RegExp]>([
    ["an entity that unfolds", Buffer.from(`${CAMT}${entity}&b;`), /not well-formed/],
    ["a document type", Buffer.from(`<?xml version="1.0"?>${entity}${CAMT}`), /DOCTYPE/],
    ["8 MiB of <A> in XML", fill(CAMT, "<A>"), /nested too deep/],
    ["8 MiB of <A/> in XML", fill(CAMT, "<A/>"), /more than 2000000 elements/],
    ["8 MiB of <A> in OFX", fill("<OFX>", "<A>"), /more than 2000000 elements/],
    ["8 MiB of unended rows in OFX", fill("<OFX><STMTRS>", "<STMTTRN>"), /cut off/],
    [
      "aggregates within each other in OFX",
      Buffer.from(`<OFX>${"<B>".repeat(61)}${"</B>".repeat(61)}</OFX>`),
      /nested too deep/,
    ],
    ["8 MiB of :61: on one line", fill(":20:a\n:25:b\n:61:", ":61:"), /more than 262144 char/],
    ["8 MiB of :61: on lines", fill(":20:a\n:25:b\n", ":61:\n"), /more than 20000 rows/],
    ["8 MiB of :20:", fill(":20:a\n:25:b\n", ":20:\n"), /more than 20000 rows/],
    ["8 MiB of D in QIF", fill("!Type:Bank\n", "D\n^\n"), /more than 20000 rows/],
    ["a workbook of 70 MiB", zipWorkbook(sheet(" ".repeat(70 * MIB))), /larger than 67108864/],
    ["a workbook that lies about it", lyingWorkbook(), /larger than 67108864/],
    [
      "a workbook of 300 files",
      zipWorkbook(Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`a${at}`, ""]))),
      /more than 200 files/,
    ],
    ["a workbook with a path upwards", zipWorkbook({ "../a": "" }), /damaged/],
    [
      "a workbook of 300 columns",
      zipWorkbook(sheet('<row><c r="KN1"><v>1</v></c></row>')),
      /200 c/,
    ],
    [
      "a workbook of too many rows",
      zipWorkbook(sheet("<row><c><v>1</v></c></row>".repeat(20_200))),
      /more than 20000 rows/,
    ],
    ["a workbook with a document type", zipWorkbook(sheet(entity)), /not well-formed/],
  ])("I2: %s", async (_, bytes, reason) => {
    const refusal = await readFormat(bytes).catch((error: unknown) => error);
    if (!(refusal instanceof DomainError)) return expect.fail("It was not refused.");
    expect(refusal).toMatchObject({
      path: "content",
      message: expect.stringMatching(reason),
      hint: expect.stringMatching(/\w/),
    });
    // What a parser says of a file quotes it (L3).
    expect(refusal.cause).toBeUndefined();
  });
});

const MARKS = `a${"\u0301\u0327".repeat(20_000)}`;
const month: Month = {
  ...{ account: "DE89370400440532013000", opening: 0n },
  rows: [{ date: "2026-03-02", minor: -320n, payee: MARKS, note: MARKS, id: "B1X" }],
};

it.each<[string, Buffer]>([
  ["OFX", writeOfx(month, { hasEndTags: true, isOneLine: false, hasCdata: false, mark: "." })],
  ["QIF", writeQif(month, { order: "YMD", mark: "." })],
  ["CAMT", writeCamt(month, { version: "08", prefix: "", encoding: "utf-8" })],
  ["MT940", Buffer.from(`:20:a\n:25:b\n:61:2603020302D3,20NTRF\n:86:${MARKS}\n`)],
  ["Excel", writeXlsx(month, true)],
])("I4: 40,000 marks on one letter of %s become a text of a person's length", async (_, file) => {
  const outcome = await readFormat(file);
  const parts =
    "parts" in outcome
      ? outcome.parts
      : "rows" in outcome
        ? await partsOf(outcome.rows)
        : expect.fail("It is of another format.");
  const rows = parts.flatMap((part) => part.rows).filter(isReadable);
  expect(rows).toMatchObject([{ amountMinor: "-320" }]);
  for (const { payee, note } of rows) {
    expect([...payee].length).toBeLessThanOrEqual(200);
    expect([...(note ?? "")].length).toBeLessThanOrEqual(1_000);
    expect(`${payee} ${note}`).not.toMatch(/\p{M}{31}/u);
  }
});

async function partsOf(rows: Parameters<typeof readTable>[0]) {
  const reading = await readTable(rows, {
    ...{ currency: CURRENCY, isLiability: false, accountName: "Any", choice: {}, today: TODAY },
    remember: () => Promise.resolve(null),
  });
  return reading.parts ?? [];
}

it("I4: an entry of CAMT with as many parts as fit is read in proportion to them", async () => {
  const head = `${CAMT}<BkToCstmrStmt><Stmt><Ntry><Amt Ccy="EUR">1.00</Amt><NtryDtls>`;
  const tail = "</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>";
  const bytes = Buffer.concat([fill(head, "<TxDtls/>", 4 * MIB), Buffer.from(tail)]);
  const outcome = await readFormat(bytes);
  // Parts without amounts are no rows.
  expect(outcome).toMatchObject({ format: "camt", parts: [{ rows: { length: 1 } }] });
});
