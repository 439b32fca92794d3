import { ledgerProcedure, router } from "../../procedures/trpc";
import { EXPORTS } from "./docs";
import { locateExport } from "./locate-export";
import { ExportTransactionsInput, ExportTransactionsOutput } from "./schema";

export const exportsRouter = router({
  transactions: ledgerProcedure("transactions:read", EXPORTS.transactions)
    .input(ExportTransactionsInput)
    .output(ExportTransactionsOutput)
    .query(({ ctx, input }) => locateExport(ctx, input)),
});
