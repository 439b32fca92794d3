import { z } from "zod";
import { TransactionFilters } from "../transactions/list-schema";

/** The same filters as `transactions.list`. */
export const ExportTransactionsInput = z.strictObject(TransactionFilters).prefault({});
export type ExportTransactionsInput = z.infer<typeof ExportTransactionsInput>;

export const ExportTransactionsOutput = z.object({
  count: z.int().describe("Number of transactions that the filters find now."),
  csv: z.string().describe("Where the CSV file is: a path of this server, to be read with the same credential."),
  json: z.string().describe("Where the same rows are as JSON, in the form of `transactions.list`."),
});

export const EXPORT_FORMATS = ["csv", "json"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
