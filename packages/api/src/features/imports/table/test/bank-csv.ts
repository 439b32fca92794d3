import fc from "fast-check";
import iconv from "iconv-lite";
import { formatAmount } from "../../../../common/money/money";
import { DATE_ORDERS, DECIMAL_MARKS, DELIMITERS, ENCODINGS, type Encoding } from "../mapping";
import { CURRENCY } from "./read-like-preview";

// Files as banks write them, for the tests that read them back.

interface Style {
  encoding: Encoding;
  delimiter: string;
  mark: string;
  group: string;
  order: string;
  lineEnd: string;
  quoteAll: boolean;
  hasMark: boolean;
}
export const style: fc.Arbitrary<Style> = fc
  .record({
    encoding: fc.constantFrom(...ENCODINGS),
    delimiter: fc.constantFrom(...DELIMITERS),
    mark: fc.constantFrom(...DECIMAL_MARKS),
    group: fc.constantFrom("", ".", ",", "'", " "),
    order: fc.constantFrom(...DATE_ORDERS),
    lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
    quoteAll: fc.boolean(),
    hasMark: fc.boolean(),
  })
  .filter(({ group, mark }) => group !== mark);

interface Row {
  date: Date;
  minor: bigint;
  payee: string;
  note: string;
}
const text = fc.oneof(
  fc.constantFrom(
    "",
    "Kiosk",
    "Café",
    "a,b",
    "a;b",
    'He said "no"',
    '"',
    '""',
    " x ",
    "line\nbreak",
    "a\rb",
    "2026-03-31",
    "12.50",
    "'",
    "=1",
  ),
  fc.string({ unit: fc.constantFrom(..."abcXYZ019 .,;:|\t'\"-+=éèä/\\()&%\n"), maxLength: 12 }),
);
export const row: fc.Arbitrary<Row> = fc.record({
  date: fc.date({ min: new Date("1970-01-01"), max: new Date("2069-12-31"), noInvalidDate: true }),
  minor: fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n }),
  payee: text,
  note: text,
});

/** An encoding has no letters of other scripts. */
export const inEncoding = (text: string, encoding: Encoding) =>
  iconv.decode(iconv.encode(text, encoding), encoding);

export const isoOf = (date: Date) => date.toISOString().slice(0, 10);
function writeDate(date: Date, order: string): string {
  const [year = "", month = "", day = ""] = isoOf(date).split("-");
  if (order === "YMD") return `${year}-${month}-${day}`;
  return order === "DMY" ? `${day}.${month}.${year}` : `${month}/${day}/${year}`;
}
function writeAmount(minor: bigint, { mark, group }: Style): string {
  const [whole = "", fraction = ""] = formatAmount(minor, CURRENCY).split(".");
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, group)}${mark}${fraction}`;
}
/**
 * RFC 4180 with the given delimiter, written apart from what the server writes its exports with.
 */
export function write(rows: readonly Row[], style: Style): Buffer {
  const { delimiter, quoteAll, lineEnd, encoding, hasMark } = style;
  const quote = (cell: string) =>
    quoteAll || /["\r\n]/.test(cell) || cell.includes(delimiter) || cell !== cell.trim()
      ? `"${cell.replaceAll('"', '""')}"`
      : cell;
  const lines = [
    ["Date", "Payee", "Amount", "Note"],
    ...rows.map(({ date, minor, payee, note }) => [
      writeDate(date, style.order),
      payee,
      writeAmount(minor, style),
      note,
    ]),
  ].map((cells) => cells.map(quote).join(delimiter));
  const isUtf = encoding.startsWith("utf");
  return iconv.encode(`${lines.join(lineEnd)}${lineEnd}`, encoding, { addBOM: isUtf && hasMark });
}
