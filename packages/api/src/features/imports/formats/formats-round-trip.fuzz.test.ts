import { fuzz } from "@pfn/keys/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { cleanLine } from "../../../common/text/text";
import { sumOf } from "./join-statements";
import { CURRENCY, closingOf, type Month, month, spell } from "./test/ledger-month";
import { readFormat } from "./test/read-format";
import { writeCamt, writeMt940, writeOfx, writeQif, writeXlsx } from "./test/write-formats";

// What was written in any bank's way is read back (I2).

const ofxStyle = fc.record({
  hasEndTags: fc.boolean(),
  isOneLine: fc.boolean(),
  hasCdata: fc.boolean(),
  mark: fc.constantFrom(".", ","),
});
const camtStyle = fc.record({
  version: fc.constantFrom("02", "08"),
  prefix: fc.constantFrom("", "n:"),
  encoding: fc.constantFrom("utf-8", "utf-16le"),
});

/** Rows as a reader must tell them. Not every format has ids. */
const told = ({ rows }: Month, hasIds: boolean) =>
  rows.map(({ date, minor, payee, note, id }) => ({
    date,
    amountMinor: minor.toString(),
    payee: cleanLine(payee, 200),
    note: cleanLine(note, 1_000) || null,
    externalId: hasIds ? id : null,
    isBooked: true,
  }));

const stated = (minor: bigint) => ({ amountMinor: minor.toString() });

/** A format, how it writes a month, and what comes back beside the rows. */
const FORMATS = {
  ofx: {
    files: fc.tuple(month, ofxStyle).map(([of, style]) => ({ of, bytes: writeOfx(of, style) })),
    part: (of: Month) => ({
      ...{ currency: CURRENCY, kind: "checking", rows: told(of, true) },
      closing: { ...stated(closingOf(of)), on: "2026-03-31" },
    }),
  },
  camt: {
    files: fc.tuple(month, camtStyle).map(([of, style]) => ({ of, bytes: writeCamt(of, style) })),
    part: (of: Month) => ({
      ...{ currency: CURRENCY, rows: told(of, true), joins: true },
      opening: { ...stated(of.opening), on: "2026-03-01" },
      closing: { ...stated(closingOf(of)), on: "2026-03-31" },
    }),
  },
  mt940: {
    files: fc
      .tuple(month, fc.integer({ min: 1, max: 8 }))
      .map(([of, perPage]) => ({ of, bytes: writeMt940(of, perPage) })),
    part: (of: Month) => ({
      ...{ currency: CURRENCY, joins: true },
      // A row without purpose is told by its kind, which MT940 has a part for.
      rows: told(of, true).map((row) => ({ ...row, note: row.note ?? "BOOKING" })),
      ...{ opening: stated(of.opening), closing: stated(closingOf(of)) },
    }),
  },
} as const;

it.each(["ofx", "camt", "mt940"] as const)(
  "I2: a month written as %s is read back row by row, with its balances, in every style",
  (format) =>
    fuzz(
      `${format} round trip`,
      fc.asyncProperty(FORMATS[format].files, async ({ of, bytes }) => {
        const outcome = await readFormat(bytes);
        expect(outcome).toMatchObject({
          format,
          parts: [{ ref: of.account, ...FORMATS[format].part(of) }],
        });
        if (!("parts" in outcome)) return;
        expect(sumOf(outcome.parts[0]?.rows ?? [])).toBe(closingOf(of) - of.opening);
      }),
      100,
    ),
);

it("I2: a month written as QIF is read back, or asked about, and never read otherwise", () =>
  fuzz(
    "qif round trip",
    fc.asyncProperty(
      month,
      fc.constantFrom("MDY", "DMY", "YMD"),
      fc.constantFrom(".", ","),
      async (of, order, mark) => {
        const outcome = await readFormat(writeQif(of, { order, mark }));
        if (outcome.format !== "qif") return expect.fail("It was taken for something else.");
        if (outcome.ambiguous.length > 0) {
          expect(outcome.ambiguous).toMatchObject([{ field: "dateOrder" }]);
          return;
        }
        expect(outcome.parts).toMatchObject([{ ref: of.account, rows: told(of, false) }]);
      },
    ),
    100,
  ));

it("I2: a month written as Excel comes back as days, numbers and texts", () =>
  fuzz(
    "xlsx round trip",
    fc.asyncProperty(month, fc.boolean(), async (of, isShared) => {
      const outcome = await readFormat(writeXlsx(of, isShared));
      if (outcome.format !== "xlsx") return expect.fail("It was taken for something else.");
      const [header, ...rows] = outcome.rows;
      expect(header?.cells.map(({ text }) => text)).toEqual(["Date", "Payee", "Amount", "Note"]);
      expect(rows.map(({ cells }) => cells)).toMatchObject(
        of.rows.map(({ date, minor, payee, note }) => [
          { day: date },
          { text: payee },
          { number: String(Number(spell(minor))) },
          ...(note === "" ? [] : [{ text: note }]),
        ]),
      );
    }),
    50,
  ));
