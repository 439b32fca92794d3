/** A kind of file that pfn does not read, and what to bring instead. */
export interface Foreign {
  /** With its article. */
  what: string;
  instead: string;
}

const SAME_PAGE = "Download the CSV, OFX or CAMT file from the same page of your bank.";
const AS_XLSX = "Save it as .xlsx or as CSV and send that.";
const UNPACK = "Unpack it and send the files that are in it, one by one.";

const PICTURE: Foreign = { what: "a picture", instead: SAME_PAGE };
const ARCHIVE: Foreign = { what: "an archive", instead: UNPACK };

/** How files begin, as Latin-1. */
const BEGINNINGS: readonly { begins: readonly string[]; foreign: Foreign }[] = [
  { begins: ["%PDF"], foreign: { what: "a PDF", instead: SAME_PAGE } },
  {
    begins: ["\xd0\xcf\x11\xe0"],
    foreign: { what: "an Excel file of the old form (.xls)", instead: AS_XLSX },
  },
  {
    begins: ["\x1f\x8b"],
    foreign: { what: "a gzip archive", instead: "Unpack it and send the file that is in it." },
  },
  {
    begins: ["SQLite format 3\0"],
    foreign: {
      what: "a database (SQLite)",
      instead: "Export the transactions from its program as CSV, OFX or QIF.",
    },
  },
  {
    begins: ["\x89PNG", "\xff\xd8\xff", "GIF87a", "GIF89a", "II*\0", "MM\0*"],
    foreign: PICTURE,
  },
  {
    begins: ["7z\xbc\xaf", "Rar!\x1a", "BZh91AY", "\xfd7zXZ", "\x28\xb5\x2f\xfd"],
    foreign: ARCHIVE,
  },
  { begins: ["{\\rtf"], foreign: { what: "a text document (RTF)", instead: SAME_PAGE } },
];

/** Pictures whose first bytes tell their length. */
const BOXED = /^(?:RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|mif1|avif))/s;

/** @param start the first bytes of a file as Latin-1, without space */
export function findForeign(start: string): Foreign | undefined {
  if (BOXED.test(start)) return PICTURE;
  return BEGINNINGS.find(({ begins }) => begins.some((one) => start.startsWith(one)))?.foreign;
}

/** What stands early in a text. */
const TEXTS: readonly { holds: RegExp; foreign: Foreign }[] = [
  {
    holds: /<(?:!doctype\s{1,4}html|html|table)[\s>]/i,
    foreign: { what: "a web page (HTML)", instead: SAME_PAGE },
  },
  {
    holds: /urn:schemas-microsoft-com:office:spreadsheet/,
    foreign: { what: "an Excel file of the XML form", instead: AS_XLSX },
  },
  {
    holds: /<gnc-v2[\s>]/,
    foreign: {
      what: "a book of GnuCash",
      instead: "Export the transactions from GnuCash as CSV and send that.",
    },
  },
  {
    holds: /^MIME-Version: \d/im,
    foreign: { what: "an e-mail", instead: "Send the file that is attached to it." },
  },
  {
    holds: /^\s{0,20}<\?xml/,
    foreign: { what: "an XML file that is neither OFX nor CAMT", instead: SAME_PAGE },
  },
];

/** @param head the beginning of a text in which no format was found */
export const findForeignText = (head: string): Foreign | undefined =>
  TEXTS.find(({ holds }) => holds.test(head))?.foreign;

/** What an archive is by a file in it. */
const ARCHIVES: readonly { holds: RegExp; foreign: Foreign }[] = [
  {
    holds: /(?:^|\/)db\.sqlite$/,
    foreign: {
      what: "a backup of Actual",
      instead: "Open the account in Actual, choose Export there, and send the CSV file.",
    },
  },
  {
    holds: / - Register\.csv$/,
    foreign: {
      what: "an archive (ZIP) of YNAB",
      instead: "Unpack it and send the file whose name ends in Register.csv.",
    },
  },
  {
    holds: /^xl\/workbook\.bin$/,
    foreign: { what: "an Excel file of the binary form (.xlsb)", instead: AS_XLSX },
  },
  { holds: /^Index\/.*\.iwa$/, foreign: { what: "a file of Numbers", instead: AS_XLSX } },
  { holds: /^content\.xml$/, foreign: { what: "an OpenDocument file", instead: AS_XLSX } },
  { holds: /^word\//, foreign: { what: "a Word document", instead: SAME_PAGE } },
];

/** @param names of the files in an archive that is no workbook */
export const findForeignArchive = (names: readonly string[]): Foreign =>
  ARCHIVES.find(({ holds }) => names.some((name) => holds.test(name)))?.foreign ?? {
    ...ARCHIVE,
    what: "an archive (ZIP)",
  };
