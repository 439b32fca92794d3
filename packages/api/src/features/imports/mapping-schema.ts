import { z } from "zod";
import { DATE_ORDERS, DELIMITERS, ENCODINGS } from "./table/mapping";

/** A column of a file, from 1. */
export const Column = z.int().min(1).max(200);

/** A word of a column, as it stands there. */
export const Word = z
  .string()
  .regex(/^[\p{L}\p{N} .+-]{1,40}$/u, { error: "Expected a word as it stands in the column." });

/** A word for the state of a row may have any marks that can be seen. */
const StatusWord = z
  .string()
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,40}$/u, { error: "Expected a word as it stands in the column." });

const Words = z.array(Word).min(1).max(10);
const UsualSign = z
  .enum(["plain", "minus"])
  .optional()
  .describe("The sign that the column's cells usually have; the other one is a reversal.");

const Amount = z.union(
  [
    z
      .strictObject({
        column: Column,
        sign: z.enum(["as_written", "inverted"]),
        feeColumn: Column.optional().describe("A fee that is taken off each amount."),
      })
      .describe("One signed column; `inverted`: the bank writes spending without a minus."),
    z
      .strictObject({
        ...{ outColumn: Column, inColumn: Column },
        ...{ outSign: UsualSign, inSign: UsualSign },
      })
      .describe(
        "One column for money that leaves the account and one for money that arrives. Without " +
          "signs, the one that most cells of a column have is the usual one.",
      ),
    z
      .strictObject({
        ...{ column: Column, typeColumn: Column, outWords: Words },
        inWords: Words.optional().describe("Without them, every other word is one for in."),
      })
      .describe(
        "An unsigned column beside one whose words say where the money goes; `outWords` are " +
          "those for out.",
      ),
  ],
  {
    error:
      "Expected { column, sign }, { outColumn, inColumn } or { column, typeColumn, outWords " +
      "}: where the amounts stand, and which way they go.",
  },
);

/**
 * How a CSV file is read. Columns count from 1. It is data: what was settled for an account is
 * remembered and proposed for its next file of the same form.
 */
const fields = {
  encoding: z.enum(ENCODINGS),
  delimiter: z.enum(DELIMITERS),
  headerLine: z
    .int()
    .min(0)
    .max(100)
    .describe("Number of the header among the lines that are not empty; 0 = none."),
  dateColumn: Column,
  dateOrder: z.enum(DATE_ORDERS).describe("Order of day (D), month (M) and year (Y)."),
  amount: Amount.describe("Where the amounts stand, and what their signs mean."),
  decimalMark: z.enum([".", ","]),
  payeeColumn: Column.nullable(),
  noteColumn: Column.nullable(),
  externalIdColumn: Column.nullable().describe("The bank's own id of each row."),
  balanceColumn: Column.nullable().describe(
    "The balance after each row; only compared, never imported.",
  ),
  currencyColumn: Column.nullable().describe(
    "Rows in another currency than the account's are refused.",
  ),
};

/** The programs whose exports are known by their headings. */
export const AppName = z.enum(["ynab", "actual", "mint", "firefly", "gnucash", "sure"]);

/** What only some files need. Mappings of earlier releases lack them. */
const furtherFields = {
  app: AppName.nullable()
    .optional()
    .describe(
      "The program whose export the file is, by its headings; null: read it as an ordinary " +
        "table. Columns of your own make it one, too.",
    ),
  dateYear: z
    .int()
    .min(1900)
    .max(2200)
    .optional()
    .describe("Where the days have no year: that of the last line."),
  monthLanguage: z
    .string()
    .regex(/^[a-z]{2}$/, { error: "Expected the two letters of a language, such as `cs`." })
    .optional()
    .describe("Where months are words that mean different months: their language."),
  statusColumn: Column.nullable().optional().describe("Says whether the bank has booked a row."),
  openWords: z
    .array(StatusWord)
    .max(20)
    .optional()
    .describe("The words of `statusColumn` for rows that are not booked."),
  accountColumn: Column.nullable()
    .optional()
    .describe("Names the account of each row, where a file has several."),
  categoryColumn: Column.nullable().optional(),
  statementLines: z
    .array(z.int().min(1))
    .max(200)
    .optional()
    .describe("Lines that state a balance or a total and are no transactions; no other lines."),
};

export const ImportMapping = z
  .object({ ...fields, ...furtherFields })
  .meta({ id: "ImportMapping" });
export type ImportMapping = z.infer<typeof ImportMapping>;

/** The part of a mapping that a caller settles; the rest is proposed. */
export const MappingChoice = z
  .strictObject({ ...fields, ...furtherFields })
  .partial()
  .meta({ id: "ImportMappingChoice" });
export type MappingChoice = z.infer<typeof MappingChoice>;
