import { fuzz } from "@pfn/keys/testing";
import { growsLinearly, kinds, PIECES, PILE } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import { expect, it } from "vitest";
import { DomainError } from "../../../common/errors/domain-error";
import { isBad } from "../file-part";
import { closingOf, type Month } from "./test/ledger-month";
import { readFormat } from "./test/read-format";
import {
  writeCamt,
  writeMt940,
  writeOfx,
  writeQif,
  writeXlsx,
  zipWorkbook,
} from "./test/write-formats";

// A bank's file that came damaged, or was made to do damage: rows, a refusal, or error rows (I2).

const MONTH: Month = {
  account: "DE89370400440532013000",
  opening: 100_000n,
  rows: [
    { date: "2026-03-02", minor: -1_250n, payee: "Bakery & Sons", note: "Bread", id: "B1X" },
    { date: "2026-03-03", minor: 250_000n, payee: "Employer", note: "", id: "B2X" },
    { date: "2026-03-31", minor: -99n, payee: "Kiosk <1>", note: "ä", id: "B3X" },
  ],
};
expect(closingOf(MONTH)).toBe(348_651n);

/** A well-formed file of each format, and what its parsers look at. */
const FORMATS = {
  ofx: {
    file: writeOfx(MONTH, { hasEndTags: true, isOneLine: false, hasCdata: true, mark: "." }),
    pieces: ["<", ">", "</", "<STMTTRN>", "</STMTTRN>", "<![CDATA[", "]]>", "&amp;", "&#0;", "<A>"],
  },
  sgml: {
    file: writeOfx(MONTH, { hasEndTags: false, isOneLine: true, hasCdata: false, mark: "," }),
    pieces: ["<", "<TRNAMT>", "<DTPOSTED>20260230", "<FITID>", "</STMTRS>", "<STMTRS>", "1,000"],
  },
  qif: {
    file: writeQif(MONTH, { order: "MDY", mark: "." }),
    pieces: [
      "^\n",
      "D1/ 2'26\n",
      "T1,000\n",
      "S\n",
      "$1\n",
      "L[",
      "]",
      "!Type:Cat\n",
      "!Account\n",
    ],
  },
  camt: {
    file: writeCamt(MONTH, { version: "08", prefix: "", encoding: "utf-8" }),
    pieces: [
      "<",
      "/>",
      "<Ntry>",
      "</Ntry>",
      "<!DOCTYPE a>",
      "&x;",
      "<RvslInd>true</RvslInd>",
      "<a",
    ],
  },
  mt940: {
    file: writeMt940(MONTH, 2),
    pieces: [":61:", ":86:", "\r\n", "?32", "-}", ":60F:", "260230", "RD", "/NAME/", "{4:"],
  },
  xlsx: {
    file: writeXlsx(MONTH, true),
    pieces: ["PK\u0001\u0002", "PK\u0005\u0006", "\0", "\u00ff\u00ff\u00ff\u00ff", ".."],
  },
} as const;
type Format = keyof typeof FORMATS;
const NAMES = Object.keys(FORMATS) as Format[];

/** The bytes of a file with some cut out, repeated, or put in their place. */
const damaged = (format: Format): fc.Arbitrary<Buffer> => {
  const { file, pieces } = FORMATS[format];
  const edit = fc.record({
    at: fc.nat(file.length),
    cut: fc.nat(40),
    times: fc.integer({ min: 0, max: 3 }),
    put: fc.oneof(
      fc.constantFrom(...pieces).map((piece) => Buffer.from(piece, "latin1")),
      fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes)),
      fc
        .record({ from: fc.nat(file.length), units: fc.nat(300) })
        .map(({ from, units }) => file.subarray(from, from + units)),
    ),
  });
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) =>
      edits.reduce<Buffer>(
        (bytes, { at, cut, times, put }) =>
          Buffer.concat([
            bytes.subarray(0, at),
            ...Array.from({ length: times }, () => put),
            bytes.subarray(at + cut),
          ]),
        file,
      ),
    );
};

/** A file of nothing but what a parser looks at, behind what makes it that format. */
const HEADS = {
  ofx: "OFXHEADER:100\n<OFX>",
  sgml: "<OFX><STMTRS>",
  qif: "!Type:Bank\n",
  camt: "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'><BkToCstmrStmt><Stmt>",
  mt940: ":20:a\n:25:b\n",
  xlsx: "PK\u0003\u0004",
} as const satisfies Record<Format, string>;
const madeUp = (format: Format): fc.Arbitrary<Buffer> =>
  fc
    .array(fc.oneof(fc.constantFrom<string>(...FORMATS[format].pieces), PIECES), { maxLength: 60 })
    .map((pieces) => Buffer.from(HEADS[format] + pieces.join("")));

it.each(NAMES)(
  "I2: whatever the bytes of a file that looks like %s, it is read, or refused by the contract",
  (format) =>
    fuzz(
      `${format} bytes`,
      fc.asyncProperty(fc.oneof(damaged(format), madeUp(format)), async (bytes) => {
        const outcome = await readFormat(bytes).catch((error: unknown) => error);
        if (outcome instanceof DomainError) {
          expect(outcome).toMatchObject({ path: "content", hint: expect.stringMatching(/\w/) });
          return;
        }
        if (outcome instanceof Error) throw outcome;
        // What is kept goes into the database, which has no zero in any text and no half
        // characters.
        expect(JSON.stringify(outcome)).not.toMatch(/\\u0000|\\ud[89a-f]/);
        const { parts = [] } = outcome as { parts?: { rows: readonly object[] }[] };
        for (const row of parts.flatMap(({ rows }) => rows))
          if (!isBad(row as never))
            expect(row).toMatchObject({
              date: expect.stringMatching(/^(?:19|2[012])\d\d-\d\d-\d\d$/),
              amountMinor: expect.stringMatching(/^-?\d+$/),
              payee: expect.stringMatching(/\S/),
            });
      }),
      150,
    ),
);

const CAMT_ENTRY = FORMATS.camt.file.toString().replace(/^\ufeff/, "");
/** A text without what XML has another meaning for. */
const inXml = (text: string) => text.replace(/[<&\p{Cc}]|\]\]>/gu, ".");

/** Where a text of any kind and length may stand in a file. */
const PLACES: Readonly<Record<string, (text: string) => Buffer>> = {
  "the whole of OFX": (text) => Buffer.from(HEADS.ofx + text),
  "a value of OFX": (text) =>
    Buffer.from(FORMATS.ofx.file.toString().replace("Employer", () => text)),
  "rows of OFX": (text) =>
    Buffer.from(
      `<OFX><STMTRS>${"<STMTTRN><NAME>a</STMTTRN>".repeat(text.length >> 6)}</STMTRS></OFX>`,
    ),
  "the whole of QIF": (text) => Buffer.from(HEADS.qif + text),
  "fields of QIF": (text) => Buffer.from(`!Type:Bank\nD1/2/26\nT1.00\nP${text}\nL${text}\n^\n`),
  "the whole of CAMT": (text) => Buffer.from(HEADS.camt + text),
  "a text of CAMT": (text) => Buffer.from(CAMT_ENTRY.replace("Employer", () => inXml(text))),
  "the whole of MT940": (text) => Buffer.from(HEADS.mt940 + text),
  "a text of MT940": (text) =>
    Buffer.from(`${HEADS.mt940}:60F:C260301EUR1,00\n:61:2603010301D1,00NTRF\n:86:${text}\n`),
  // Not packed, so that the file is as long as what is in it.
  "a cell of Excel": (text) =>
    zipWorkbook(
      {
        "xl/worksheets/sheet1.xml":
          '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>' +
          `${inXml(text)}</t></is></c></row></sheetData></worksheet>`,
      },
      { level: 0 },
    ),
};

it.each(Object.entries(PLACES))(
  "I4: the CPU time of reading %s grows in proportion to it, whatever it is",
  async (where, toFile) => {
    const read = (text: string) => readFormat(Buffer.from(text, "latin1")).catch(() => undefined);
    const sizes = { from: 11, to: 15, around: (text: string) => toFile(text).toString("latin1") };
    await fuzz(`cost of ${where}, piled up`, growsLinearly(fc.constant(PILE), read, sizes), 1);
    await fuzz(`cost of ${where}`, growsLinearly(kinds(PIECES), read, sizes), 4);
  },
);
