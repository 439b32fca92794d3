import { fuzz } from "@pfn/keys/testing";
import { growsLinearly, kinds, PIECES, PILE } from "@pfn/keys/testing/cost";
import fc from "fast-check";
import iconv from "iconv-lite";
import { expect, it } from "vitest";
import { DomainError } from "../../../common/errors/domain-error";
import { isBad } from "../file-part";
import type { MappingChoice } from "../schema";
import { DATE_ORDERS, DECIMAL_MARKS, DELIMITERS, ENCODINGS } from "./mapping";
import { EXPORT_COLUMNS } from "./own-format";
import { readLikePreview as read } from "./test/read-like-preview";

// A bank's file, from bytes to rows: nothing is lost, invented or guessed (I2).

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

it(
  "I2: whatever the bytes and the mapping, the file is read or refused by the contract, and " +
    "every record becomes one row",
  () =>
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
    ),
);

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
  "a row of one's own": (text) => {
    const cells = EXPORT_COLUMNS.map((name) => OWN_CELLS[name] ?? quoted(text));
    return `${EXPORT_COLUMNS.join(",")}\n${cells.join(",")}\n`;
  },
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
