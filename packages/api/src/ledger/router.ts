import { ledgerWriteProcedure, router } from "../trpc";
import { fillDemo } from "./fill-demo";
import { FillDemoInput, FillDemoOutput } from "./schema";

export const ledgerRouter = router({
  fillDemo: ledgerWriteProcedure("accounts:write", {
    summary: "Fill an empty ledger with an example household",
    rest: { none: "For a person who looks around in the screens; a program has no use for invented money." },
  })
    .input(FillDemoInput)
    .output(FillDemoOutput)
    .mutation(({ ctx, input }) => fillDemo(ctx, input)),
});
