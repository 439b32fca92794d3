import { fuzz } from "@pfn/keys/testing";
import { growsLinearly, kinds, PIECES, PILE } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import iconv from "iconv-lite";
import { expect, it } from "vitest";
import { DomainError } from "../../../common/errors/domain-error";
import { formatAmount } from "../../../common/money/money";
import { cleanLine } from "../../../common/text/text";
import { ImportMapping, type MappingChoice } from "../schema";
import { DATE_ORDERS, DECIMAL_MARKS, DELIMITERS, ENCODINGS, type Encoding } from "./mapping";
import { EXPORT_COLUMNS } from "./own-format";
import { isBad, parseRows } from "./parse-rows";
import { proposeMapping } from "./propose-mapping";
import { readFile } from "./read-file";
import { IN_WORDS, OUT_WORDS, plain } from "./words";

// A bank's file, from bytes to rows: nothing is lost, invented or guessed (I2).

const CURRENCY = "EUR";
const ACCOUNT = { currency: CURRENCY, isLiability: false };

/**
 * The way of `imports.preview`, without the database. Null rows: the file leaves something open.
 */
async function read(bytes: Buffer, choice: MappingChoice) {
  const file = await readFile(bytes, choice, CURRENCY);
  const proposal = await proposeMapping(file.records, {
    ...file,
    choice,
    remembered: null,
    account: ACCOUNT,
  });
  const mapping = ImportMapping.safeParse(proposal.mapping);
  const isOpen = proposal.ambiguous.length > 0 || !mapping.success;
  return {
    file,
    rows: isOpen
      ? null
      : await parseRows(file.records, {
          mapping: mapping.data,
          currency: CURRENCY,
          accountName: "Any",
        }),
  };
}

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
  fc
    .array(
      fc.constantFrom(
        ...[
          ",",
          ";",
          "\t",
          "|",
          '"',
          '""',
          "\n",
          "\r\n",
          "\r",
          "\0",
          "\ufeff",
          "\u202e",
          "é",
          "€",
          " ",
          "Date",
          "Amount",
        ],
        ...[
          "2026-03-31",
          "03/04/2026",
          "31.12.26",
          "3.000",
          "-1,5",
          "1.234,56",
          "(12.50)",
          "EUR",
          "USD",
          "Kiosk",
          "=1+1",
        ],
      ),
      { maxLength: 80 },
    )
    .chain((parts) =>
      fc.constantFrom(...ENCODINGS).map((encoding) => iconv.encode(parts.join(""), encoding)),
    ),
);
const anyChoice: fc.Arbitrary<MappingChoice> = fc.record(
  {
    encoding: fc.constantFrom(...ENCODINGS),
    delimiter: fc.constantFrom(...DELIMITERS),
    headerLine: fc.nat(3),
    dateColumn: fc.integer({ min: 1, max: 5 }),
    dateOrder: fc.constantFrom(...DATE_ORDERS),
    decimalMark: fc.constantFrom(...DECIMAL_MARKS),
    amount: fc.constantFrom(
      { column: 3, sign: "as_written" as const },
      { outColumn: 2, inColumn: 3 },
    ),
  },
  { requiredKeys: [] },
);

it("I2: whatever the bytes and the mapping, the file is read or refused by the contract, and every record becomes one row", () =>
  fuzz(
    "csv bytes",
    fc.asyncProperty(bytes, anyChoice, async (content, choice) => {
      const outcome = await read(content, choice).catch((error: unknown) => error);
      if (outcome instanceof DomainError) {
        expect(outcome).toMatchObject({
          path: expect.any(String),
          hint: expect.stringMatching(/\w/),
        });
        return;
      }
      if (outcome instanceof Error) throw outcome;
      const { file, rows } = outcome as Awaited<ReturnType<typeof read>>;
      if (rows === null) return;
      expect(rows).toHaveLength(file.records.length - file.headerLine);
      for (const row of rows.filter((row) => !isBad(row)))
        expect(row).toMatchObject({ date: expect.stringMatching(/^(19|2[012])\d\d-/) });
    }),
    300,
  ));

/** A mapping under which every row is read to its end. */
const SETTLED: MappingChoice = {
  ...{ encoding: "utf-8", delimiter: ",", headerLine: 1, dateColumn: 1, dateOrder: "YMD" },
  ...{ amount: { column: 3, sign: "as_written" }, decimalMark: ".", payeeColumn: 2, noteColumn: 2 },
  ...{ externalIdColumn: 2, balanceColumn: null, currencyColumn: null },
};
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
/** Where a text of any kind and length may stand in a file. */
const FILES: Readonly<Record<string, (text: string) => string>> = {
  "the whole file": (text) => text,
  "one cell": (text) => `Date,Payee,Amount\n2026-03-31,${quoted(text)},-1.00\n`,
  "a heading": (text) => `Date,${quoted(text)},Amount\n2026-03-31,Kiosk,-1.00\n`,
  "a row of one's own": (text) =>
    `${EXPORT_COLUMNS.join(",")}\n${EXPORT_COLUMNS.map((name) => OWN_CELLS[name] ?? quoted(text)).join(",")}\n`,
};
const OWN_CELLS: Readonly<Record<string, string>> = {
  date: "2026-03-31",
  amount: "-1.00",
  currency: "EUR",
};

it.each(Object.entries(FILES))(
  "I4: the CPU time of reading %s grows in proportion to it, whatever it is",
  async (where, toFile) => {
    const readBoth = async (file: string) => {
      const bytes = Buffer.from(file);
      await read(bytes, {}).catch(() => undefined);
      await read(bytes, SETTLED);
    };
    const sizes = { from: 11, to: 15, around: toFile };
    await fuzz(
      `csv cost of ${where}, piled up`,
      growsLinearly(fc.constant(PILE), readBoth, sizes),
      1,
    );
    await fuzz(`csv cost of ${where}`, growsLinearly(kinds(PIECES), readBoth, sizes), 6);
  },
);

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
const style: fc.Arbitrary<Style> = fc
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
const row: fc.Arbitrary<Row> = fc.record({
  date: fc.date({ min: new Date("1970-01-01"), max: new Date("2069-12-31"), noInvalidDate: true }),
  minor: fc.bigInt({ min: -1_000_000_000n, max: 1_000_000_000n }),
  payee: text,
  note: text,
});

/** An encoding has no letters of other scripts. */
const inEncoding = (text: string, encoding: Encoding) =>
  iconv.decode(iconv.encode(text, encoding), encoding);

const isoOf = (date: Date) => date.toISOString().slice(0, 10);
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
function write(rows: readonly Row[], style: Style): Buffer {
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

it("I2: what was written is read back row by row, in every encoding, with every delimiter, decimal mark, grouping, order and quoting", () =>
  fuzz(
    "csv round trip",
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), style, async (rows, how) => {
      const mapping: MappingChoice = {
        ...{
          encoding: how.encoding,
          delimiter: how.delimiter as ",",
          headerLine: 1,
          dateColumn: 1,
          dateOrder: how.order as "YMD",
        },
        ...{
          amount: { column: 3, sign: "as_written" },
          decimalMark: how.mark as ".",
          payeeColumn: 2,
          noteColumn: 4,
        },
        ...{ externalIdColumn: null, balanceColumn: null, currencyColumn: null },
      };
      const { rows: back } = await read(write(rows, how), mapping);
      expect(back).toMatchObject(
        rows.map(({ date, minor, payee, note }) => ({
          date: isoOf(date),
          amountMinor: minor.toString(),
          payee: cleanLine(inEncoding(payee, how.encoding), 200) || "No description",
          note: cleanLine(inEncoding(note, how.encoding), 1_000) || null,
        })),
      );
    }),
    200,
  ));

/**
 * Texts that are all words for where money goes are taken for such words, whatever they stand
 * under.
 */
function saysNothingElse(texts: readonly string[]): boolean {
  const words = texts.map(plain).filter((word) => word !== "");
  return (
    words.length > 0 && words.every((word) => OUT_WORDS.includes(word) || IN_WORDS.includes(word))
  );
}

it("I2: a file of which nothing is told is read to the same dates and amounts, or its reader is asked: never to others", () =>
  fuzz(
    "csv sniffing",
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), style, async (rows, how) => {
      for (const name of ["payee", "note"] as const)
        fc.pre(!saysNothingElse(rows.map((row) => inEncoding(row[name], how.encoding))));
      const { rows: back } = await read(write(rows, how), {});
      if (back === null) return;
      expect(back).toHaveLength(rows.length);
      for (const [index, found] of back.entries()) {
        if (isBad(found)) continue;
        const { date = new Date(0), minor } = rows[index] ?? {};
        expect([found.date, found.amountMinor]).toEqual([isoOf(date), String(minor)]);
      }
    }),
    200,
  ));
