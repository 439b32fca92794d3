import { readDirectory } from "./formats/xlsx/read-zip";
import { looksLikeJson } from "./json/read-own-json";
import { isNot } from "./refusals";
import { peekText } from "./table/decode-text";

/** What a file can be, by its content. `table`: a CSV file of any kind. */
export type Recognized = "xlsx" | "ofx" | "camt" | "qif" | "mt940" | "json" | "table";

const SAME_PAGE = "Download the CSV, OFX or CAMT file from the same page of your bank.";

/** How files begin that pfn does not read, what they are, and what to bring instead. */
const FOREIGN: readonly { magic: string; what: string; instead: string }[] = [
  { magic: "%PDF", what: "a PDF", instead: SAME_PAGE },
  {
    magic: "\xd0\xcf\x11\xe0",
    what: "an Excel file of the old form (.xls)",
    instead: "Save it as .xlsx or as CSV and send that.",
  },
  {
    magic: "\x1f\x8b",
    what: "a gzip archive",
    instead: "Unpack it and send the file that is in it.",
  },
  {
    magic: "SQLite format 3\0",
    what: "a database (SQLite)",
    instead: "Export the transactions from its program as CSV, OFX or QIF.",
  },
];

const ZIP = "PK\x03\x04";
const ACTUAL = "Open the account in Actual, choose Export there, and send the CSV file.";

/** Signs of a format at the beginning of its text, in the order in which they are looked for. */
const SIGNS: readonly { format: Recognized; sign: RegExp }[] = [
  { format: "ofx", sign: /OFXHEADER|<OFX>/i },
  {
    format: "camt",
    sign: /:camt\.05[234]\.|<(?:\w{1,20}:)?BkToCstmr(?:Stmt|AcctRpt|DbtCdtNtfctn)/,
  },
  { format: "qif", sign: /^\s{0,20}!(?:type:|account|option:|clear:)/im },
];
const MT_BEGIN = /(?:^|\{4:)\W{0,4}:20:/m;
const MT_ACCOUNT = /^:(?:25P?|60[FM]):/m;
const HTML = /<(?:!doctype\s{1,4}html|html|table)[\s>]/i;
const XML = /^\s{0,20}<\?xml/;

/**
 * What a file is. Its name is never looked at, because banks name files as they like.
 *
 * @throws DomainError BAD_REQUEST that names the thing and says what to bring instead
 */
export function recognize(bytes: Buffer): Recognized {
  const start = bytes.toString("latin1", 0, 1_024).replace(/^(?:\xef\xbb\xbf)?\s+/, "");
  if (start.startsWith(ZIP)) return recognizeArchive(bytes);
  const foreign = FOREIGN.find(({ magic }) => start.startsWith(magic));
  if (foreign !== undefined) throw isNot(foreign.what, foreign.instead);
  const head = peekText(bytes);
  const known = SIGNS.find(({ sign }) => sign.test(head));
  if (known !== undefined) return known.format;
  if (MT_BEGIN.test(head) && MT_ACCOUNT.test(head)) return "mt940";
  if (HTML.test(head)) throw isNot("a web page (HTML)", SAME_PAGE);
  if (XML.test(head)) throw isNot("an XML file that is neither OFX nor CAMT", SAME_PAGE);
  return looksLikeJson(head) ? "json" : "table";
}

function recognizeArchive(bytes: Buffer): Recognized {
  const names = [...readDirectory(bytes).keys()];
  if (names.includes("xl/workbook.xml")) return "xlsx";
  if (names.some((name) => name.split("/").at(-1) === "db.sqlite"))
    throw isNot("a backup of Actual", ACTUAL);
  throw isNot("an archive (ZIP)", "Unpack it and send the files that are in it, one by one.");
}
