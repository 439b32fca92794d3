import { z } from "zod";
import { TransactionFilters } from "../transactions/list-schema";
import { Transaction, TransactionLine } from "../transactions/schema";

/** The same filters as `transactions.list`. */
export const ExportTransactionsInput = z.strictObject(TransactionFilters).prefault({});
export type ExportTransactionsInput = z.infer<typeof ExportTransactionsInput>;

export const ExportTransactionsOutput = z.object({
  count: z.int().describe("Number of transactions that the filters find now."),
  csv: z
    .string()
    .describe("Where the CSV file is: a path of this server, to be read with the same credential."),
  json: z
    .string()
    .describe(
      "Where the same rows are as JSON: those of `transactions.list`, with the names of " +
        "accounts and categories.",
    ),
});

export const EXPORT_FORMATS = ["csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * A row of the JSON file: as `transactions.list` returns it, with names beside ids, because another
 * ledger has other ids. Field names are a promise: `imports.preview` of tomorrow reads the files of
 * today.
 */
export const ExportedTransaction = Transaction.extend({
  account: z.string().describe("The account's name; empty without `accounts:read`."),
  lines: z
    .array(
      TransactionLine.extend({
        category: z
          .string()
          .nullable()
          .describe("The category's name; null without `categories:read`."),
      }),
    )
    .describe("One or more; they sum to `amount`."),
}).meta({ id: "ExportedTransaction" });
export type ExportedTransaction = z.infer<typeof ExportedTransaction>;
