import { ledgerProcedure, router } from "../../procedures/trpc";
import { REPORTS } from "./docs";
import { readBalances } from "./read-balances";
import { BalancesInput, BalancesOutput, SummaryInput, SummaryOutput } from "./schema";
import { summarize } from "./summarize";

export const reportsRouter = router({
  summary: ledgerProcedure("reports:read", REPORTS.summary)
    .input(SummaryInput)
    .output(SummaryOutput)
    .query(({ ctx, input }) => summarize(ctx, input)),
  balances: ledgerProcedure("reports:read", REPORTS.balances)
    .input(BalancesInput)
    .output(BalancesOutput)
    .query(({ ctx, input }) => readBalances(ctx, input)),
});
