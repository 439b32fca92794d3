import { gzipSync } from "node:zlib";
import { strToU8, zipSync } from "fflate";
import { expect, it } from "vitest";
import { zipWorkbook } from "./formats/test/write-formats";
import { recognize } from "./recognize";

const CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.05";

it.each([
  ["ofx", "OFXHEADER:100\r\nDATA:OFXSGML\r\n\r\n<OFX>"],
  ["ofx", '<?xml version="1.0"?>\n<?OFX OFXHEADER="200"?>\n<OFX>'],
  ["ofx", "\n\n  <ofx>"],
  ["camt", `<?xml version="1.0"?><Document xmlns="${CAMT}3.001.08">`],
  ["camt", `\ufeff<Document xmlns="${CAMT}2.001.02">`],
  ["camt", '<?xml version="1.0"?><n:Document xmlns:n="x"><n:BkToCstmrDbtCdtNtfctn>'],
  ["qif", "!Type:Bank\nD1/2/26\n"],
  ["qif", "!Account\nNChecking\n^\n"],
  ["qif", "!Option:AutoSwitch\n!Account\n"],
  ["mt940", ":20:START\r\n:25:12345678/0123456789\r\n:60F:C260301EUR1,00\r\n"],
  ["mt940", "{1:F01BANKDEFF}{2:I940}{4:\r\n:20:START\r\n:25:1\r\n"],
  ["mt940", "\u0001\r\n:20:ST1\r\n:25:PL1\r\n:34F:PLN0\r\n"],
  ["json", '[{"id": 1}]'],
  ["table", "Date,Payee,Amount\n2026-03-31,<OF COURSE>,-1.00\n"],
  ["table", "a;b\n:20:;1\n"],
  ["table", ""],
])("a file is %s by its content: %j", (format, text) => {
  expect(recognize(Buffer.from(text))).toBe(format);
  expect(recognize(Buffer.from(`\ufeff${text}`, "utf16le"))).toBe(format);
});

it("a workbook is known by what the archive holds", () => {
  expect(recognize(zipWorkbook({}))).toBe("xlsx");
});

/** An archive of another kind, with one file. */
const archiveOf = (name: string) => Buffer.from(zipSync({ [name]: strToU8("x") }));

it.each([
  ["a PDF", Buffer.from("%PDF-1.7\n"), /CSV, OFX or CAMT/],
  ["an Excel file of the old form", Buffer.from("d0cf11e0a1b11ae1", "hex"), /\.xlsx or as CSV/],
  ["a gzip archive", gzipSync("Date,Amount\n"), /Unpack it/],
  ["a database (SQLite)", Buffer.from("SQLite format 3\0"), /Export/],
  ["a backup of Actual", archiveOf("backup/db.sqlite"), /choose Export/],
  ["an archive (ZIP) of YNAB", archiveOf(" - Register.csv"), /Register\.csv/],
  ["an Excel file of the binary form", archiveOf("xl/workbook.bin"), /\.xlsx or as CSV/],
  ["an OpenDocument file", archiveOf("content.xml"), /\.xlsx or as CSV/],
  ["a file of Numbers", archiveOf("Index/Table.iwa"), /\.xlsx or as CSV/],
  ["a Word document", archiveOf("word/march.xml"), /CSV, OFX or CAMT/],
  ["an archive (ZIP)", archiveOf("march/account.x"), /Unpack it/],
  ["an archive", Buffer.from("377abcaf271c", "hex"), /Unpack it/],
  ["an archive", Buffer.from("Rar!\x1a\x07"), /Unpack it/],
  ["a picture", Buffer.from("89504e470d0a1a0a", "hex"), /CSV, OFX or CAMT/],
  ["a picture", Buffer.from("ffd8ffe000104a464946", "hex"), /CSV, OFX or CAMT/],
  ["a picture", Buffer.from("\0\0\0\x18ftypheic"), /CSV, OFX or CAMT/],
  ["a picture", Buffer.from("RIFF\0\0\0\0WEBPVP8 "), /CSV, OFX or CAMT/],
  ["a text document (RTF)", Buffer.from("{\\rtf1\\ansi x}"), /CSV, OFX or CAMT/],
  ["a web page (HTML)", Buffer.from("<!DOCTYPE html><html><table>"), /CSV, OFX or CAMT/],
  ["a web page (HTML)", Buffer.from("\n<table border=1><tr>"), /CSV, OFX or CAMT/],
  [
    "an Excel file of the XML form",
    Buffer.from(
      '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    ),
    /\.xlsx or as CSV/,
  ],
  ["an e-mail", Buffer.from("Subject: March\r\nMIME-Version: 1.0\r\n\r\nx"), /attached/],
  ["a book of GnuCash", Buffer.from('<?xml version="1.0"?>\n<gnc-v2 xmlns:gnc="x">'), /as CSV/],
  ["an XML file that is neither", Buffer.from('<?xml version="1.0"?><a/>'), /CSV, OFX or CAMT/],
])("a file that pfn does not read is refused by name: %s", (what, bytes, instead) => {
  expect(() => recognize(bytes)).toThrow(
    expect.objectContaining({
      code: "BAD_REQUEST",
      path: "content",
      message: expect.stringContaining(`this is ${what}`),
      hint: expect.stringMatching(instead),
    }),
  );
});
