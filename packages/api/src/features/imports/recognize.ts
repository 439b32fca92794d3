import { findForeign, findForeignArchive, findForeignText } from "./foreign-files";
import { readDirectory } from "./formats/xlsx/read-zip";
import { looksLikeJson } from "./json/read-own-json";
import { isNot } from "./refusals";
import { peekText } from "./table/decode-text";

/** What a file can be, by its content. `table`: a CSV file of any kind. */
export type Recognized = "xlsx" | "ofx" | "camt" | "qif" | "mt940" | "json" | "table";

const ZIP = "PK\x03\x04";

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

/**
 * What a file is. Its name is never looked at, because banks name files as they like.
 *
 * @throws DomainError BAD_REQUEST that names the thing and says what to bring instead
 */
export function recognize(bytes: Buffer): Recognized {
  const start = bytes.toString("latin1", 0, 1_024).replace(/^(?:\xef\xbb\xbf)?\s+/, "");
  if (start.startsWith(ZIP)) return recognizeArchive(bytes);
  const foreign = findForeign(start);
  if (foreign !== undefined) throw isNot(foreign);
  const head = peekText(bytes);
  const known = SIGNS.find(({ sign }) => sign.test(head));
  if (known !== undefined) return known.format;
  if (MT_BEGIN.test(head) && MT_ACCOUNT.test(head)) return "mt940";
  const text = findForeignText(head);
  if (text !== undefined) throw isNot(text);
  return looksLikeJson(head) ? "json" : "table";
}

function recognizeArchive(bytes: Buffer): Recognized {
  const names = [...readDirectory(bytes).keys()];
  if (names.includes("xl/workbook.xml")) return "xlsx";
  throw isNot(findForeignArchive(names));
}
