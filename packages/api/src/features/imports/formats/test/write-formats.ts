import { strToU8, zipSync } from "fflate";
import iconv from "iconv-lite";
import { CURRENCY, closingOf, type Month, type MonthRow, spell } from "./ledger-month";

// One month in every format, as different banks write it.

export const compact = (date: string): string => date.replaceAll("-", "");
const abs = (minor: bigint): bigint => (minor < 0n ? -minor : minor);

export const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export interface OfxStyle {
  /** OFX 2: every element has its end tag. */
  hasEndTags: boolean;
  isOneLine: boolean;
  hasCdata: boolean;
  mark: "." | ",";
}

export function writeOfx(month: Month, style: OfxStyle): Buffer {
  const { hasEndTags, isOneLine, hasCdata, mark } = style;
  const element = (name: string, value: string) =>
    `<${name}>${value}${hasEndTags ? `</${name}>` : ""}`;
  const words = (text: string) => (hasCdata ? `<![CDATA[${text}]]>` : escapeXml(text));
  const rows = month.rows.flatMap(({ date, minor, payee, note, id }) => [
    "<STMTTRN>",
    element("TRNTYPE", minor < 0n ? "DEBIT" : "CREDIT"),
    element("DTPOSTED", `${compact(date)}120000.000[-5:EST]`),
    element("TRNAMT", spell(minor, mark)),
    element("FITID", id),
    element("NAME", words(payee)),
    ...(note === "" ? [] : [element("MEMO", words(note))]),
    "</STMTTRN>",
  ]);
  const lines = [
    ...["OFXHEADER:100", "DATA:OFXSGML", "ENCODING:USASCII", "CHARSET:1252", "", "<OFX>"],
    ...["<BANKMSGSRSV1>", "<STMTTRNRS>", "<STMTRS>", element("CURDEF", CURRENCY)],
    ...["<BANKACCTFROM>", element("ACCTID", month.account), element("ACCTTYPE", "CHECKING")],
    ...["</BANKACCTFROM>", "<BANKTRANLIST>", ...rows, "</BANKTRANLIST>", "<LEDGERBAL>"],
    element("BALAMT", spell(closingOf(month), mark)),
    element("DTASOF", "20260331"),
    ...["</LEDGERBAL>", "</STMTRS>", "</STMTTRNRS>", "</BANKMSGSRSV1>", "</OFX>"],
  ];
  return Buffer.from(lines.join(isOneLine ? "" : "\r\n").replace("1252<OFX>", "1252\n<OFX>"));
}

export interface QifStyle {
  order: "MDY" | "DMY" | "YMD";
  mark: "." | ",";
}

export function writeQif(month: Month, { order, mark }: QifStyle): Buffer {
  const dayOf = (date: string) => {
    const [year = "", monthOf = "", day = ""] = date.split("-");
    if (order === "YMD") return date;
    return order === "MDY" ? `${monthOf}/${day}'${year.slice(2)}` : `${day}.${monthOf}.${year}`;
  };
  const rows = month.rows.flatMap(({ date, minor, payee, note }) => [
    ...[`D${dayOf(date)}`, `T${spell(minor, mark)}`, `P${payee}`],
    ...(note === "" ? [] : [`M${note}`]),
    "^",
  ]);
  return Buffer.from(
    ["!Account", `N${month.account}`, "TBank", "^", "!Type:Bank", ...rows, ""].join("\n"),
  );
}

export interface CamtStyle {
  version: "02" | "08";
  prefix: "" | "n:";
  encoding: "utf-8" | "utf-16le";
}

export function writeCamt(month: Month, { version, prefix, encoding }: CamtStyle): Buffer {
  const tag = (name: string, inner: string, attributes = "") =>
    `<${prefix}${name}${attributes}>${inner}</${prefix}${name}>`;
  const amount = (minor: bigint) =>
    tag("Amt", spell(abs(minor)), ` Ccy="${CURRENCY}"`) +
    tag("CdtDbtInd", minor < 0n ? "DBIT" : "CRDT");
  const balance = (code: string, minor: bigint, day: string) =>
    tag(
      "Bal",
      tag("Tp", tag("CdOrPrtry", tag("Cd", code))) + amount(minor) + tag("Dt", tag("Dt", day)),
    );
  const party = (name: string) =>
    version === "02" ? tag("Nm", escapeXml(name)) : tag("Pty", tag("Nm", escapeXml(name)));
  const entry = ({ date, minor, payee, note, id }: MonthRow) =>
    tag(
      "Ntry",
      amount(minor) +
        tag("Sts", version === "02" ? "BOOK" : tag("Cd", "BOOK")) +
        tag("BookgDt", version === "02" ? tag("Dt", date) : tag("DtTm", `${date}T10:00:00+01:00`)) +
        tag("AcctSvcrRef", id) +
        tag(
          "NtryDtls",
          tag(
            "TxDtls",
            tag("RltdPties", tag(minor < 0n ? "Cdtr" : "Dbtr", party(payee))) +
              (note === "" ? "" : tag("RmtInf", tag("Ustrd", escapeXml(note)))),
          ),
        ),
    );
  const statement = tag(
    "Stmt",
    tag("Acct", tag("Id", tag("IBAN", month.account)) + tag("Ccy", CURRENCY)) +
      balance("OPBD", month.opening, "2026-03-01") +
      balance("CLBD", closingOf(month), "2026-03-31") +
      month.rows.map(entry).join("\n"),
  );
  const space = `urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}`;
  const attribute = prefix === "" ? ` xmlns="${space}"` : ` xmlns:n="${space}"`;
  const document = tag("Document", tag("BkToCstmrStmt", statement), attribute);
  return iconv.encode(`<?xml version="1.0"?>\n${document}`, encoding, { addBOM: true });
}

/** Pages of one statement, each with as many rows. */
export function writeMt940(month: Month, rowsPerPage: number): Buffer {
  const balance = (minor: bigint, day: string) =>
    `${minor < 0n ? "D" : "C"}${compact(day).slice(2)}${CURRENCY}${spell(abs(minor), ",")}`;
  const lines: string[] = [];
  let running = month.opening;
  for (let at = 0; at < month.rows.length; at += rowsPerPage) {
    const page = month.rows.slice(at, at + rowsPerPage);
    const isLast = at + rowsPerPage >= month.rows.length;
    lines.push("{1:F01BANKDEFFXXXX0000000000}{2:I940BANKDEFFXXXXN}{4:", ":20:START");
    lines.push(`:25:${month.account}`, `:28C:1/${at + 1}`);
    lines.push(`:60${at === 0 ? "F" : "M"}:${balance(running, "2026-03-01")}`);
    for (const { date, minor, payee, note, id } of page) {
      const day = compact(date).slice(2);
      const mark = minor < 0n ? "D" : "C";
      lines.push(`:61:${day}${day.slice(2)}${mark}${spell(abs(minor), ",")}NTRFNONREF//${id}`);
      const parts = [...numbered(20, note), ...numbered(32, payee)].join("");
      lines.push(`:86:166?00BOOKING${parts}`.replace(/.{65}(?=.)/g, "$&\r\n"));
      running += minor;
    }
    lines.push(`:62${isLast ? "F" : "M"}:${balance(running, "2026-03-31")}`, "-}");
  }
  return Buffer.from(lines.join("\r\n"));
}

/** A text in parts of 27 characters. */
const numbered = (first: number, text: string): string[] =>
  (text.match(/.{1,27}/g) ?? []).map((part, at) => `?${first + at}${part}`);

const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A workbook of which each file is given, beside what none lacks. */
export const zipWorkbook = (
  files: Readonly<Record<string, string>>,
  { level = 6 }: { level?: 0 | 6 } = {},
): Buffer => {
  const whole = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml":
      `<workbook ${SHEET} xmlns:r="${RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="a"/>` +
      "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/styles.xml":
      '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ...files,
  };
  const entries = Object.entries(whole).map(([name, text]) => [name, strToU8(text)] as const);
  return Buffer.from(zipSync(Object.fromEntries(entries), { level }));
};

/** Days as numbers of days, amounts as numbers, texts shared or in their cells. */
export function writeXlsx(month: Month, isShared: boolean): Buffer {
  const strings: string[] = [];
  const textCell = (column: string, text: string) => {
    if (!isShared) return `<c r="${column}" t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`;
    strings.push(text);
    return `<c r="${column}" t="s"><v>${strings.length - 1}</v></c>`;
  };
  const rows = month.rows.map(({ date, minor, payee, note }, at) => {
    const serial = (Date.parse(date) - Date.UTC(1899, 11, 30)) / 86_400_000;
    const line = at + 2;
    const cells = [
      `<c r="A${line}" s="1"><v>${serial}</v></c>`,
      textCell(`B${line}`, payee),
      `<c r="C${line}"><v>${Number(spell(minor))}</v></c>`,
      ...(note === "" ? [] : [textCell(`D${line}`, note)]),
    ];
    return `<row r="${line}">${cells.join("")}</row>`;
  });
  const header = ["Date", "Payee", "Amount", "Note"]
    .map((name, at) => textCell(`${"ABCD"[at]}1`, name))
    .join("");
  const all = [`<row r="1">${header}</row>`, ...rows].join("");
  const shared = strings.map((text) => `<si><t>${escapeXml(text)}</t></si>`);
  return zipWorkbook({
    "xl/worksheets/sheet1.xml": `<worksheet ${SHEET}><sheetData>${all}</sheetData></worksheet>`,
    "xl/sharedStrings.xml": `<sst ${SHEET}>${shared.join("")}</sst>`,
  });
}
