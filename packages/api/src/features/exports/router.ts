import { ledgerProcedure, router } from "../../procedures/trpc";
import { locateExport } from "./locate-export";
import { ExportTransactionsInput, ExportTransactionsOutput } from "./schema";

export const exportsRouter = router({
  transactions: ledgerProcedure("transactions:read", {
    summary: "Find the files with all transactions",
    description:
      "Answers where the files are, with the same filters as `transactions.list`: `GET` them with the same credential. They are streamed, however many rows there are. CSV cells that a spreadsheet would run are defused by an apostrophe; pfn imports the file again as it was.",
    rest: { method: "GET", path: "/exports/transactions" },
    tool: { name: "export_transactions" },
    example: { from: "2026-01-01", to: "2026-12-31" },
  })
    .input(ExportTransactionsInput)
    .output(ExportTransactionsOutput)
    .query(({ ctx, input }) => locateExport(ctx, input)),
});
