import { fuzz } from "@pfn/keys/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { cleanLine } from "../../../common/text/text";
import { isBad } from "../file-part";
import type { MappingChoice } from "../schema";
import { inEncoding, isoOf, row, style, write } from "./test/bank-csv";
import { readLikePreview as read } from "./test/read-like-preview";
import { IN_WORDS, OUT_WORDS, plain } from "./words";

// What was written in any of a bank's styles is read back (I2).

it(
  "I2: what was written is read back row by row, in every encoding, with every delimiter, " +
    "decimal mark, grouping, order and quoting",
  () =>
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
    ),
);

/**
 * Texts that are all words for where money goes are taken for such words in any column.
 */
function saysNothingElse(texts: readonly string[]): boolean {
  const words = texts.map(plain).filter((word) => word !== "");
  return (
    words.length > 0 && words.every((word) => OUT_WORDS.includes(word) || IN_WORDS.includes(word))
  );
}

it(
  "I2: a file of which nothing is told is read to the same dates and amounts, or its reader " +
    "is asked: never to others",
  () =>
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
    ),
);
