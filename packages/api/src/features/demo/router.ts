import { NoInput } from "../../common/fields";
import { operate } from "../../ledger/operate";
import {
  ledgerWriteProcedure,
  router,
  sessionProcedure,
  sessionWriteProcedure,
} from "../../procedures/trpc";
import { fillDemo } from "./fill-demo";
import { findDemoAccounts } from "./find-demo-accounts";
import { prepareRemoval, removeDemo } from "./remove-demo";
import { aimReset, resetTest } from "./reset-test";
import {
  DemoOutput,
  FillDemoInput,
  FillDemoOutput,
  RemoveDemoInput,
  RemoveDemoOutput,
  ResetTestInput,
  ResetTestOutput,
} from "./schema";

export const ledgerRouter = router({
  fillDemo: ledgerWriteProcedure("accounts:write", {
    summary: "Fill an empty ledger with an example household",
    rest: {
      none: "For a person who looks around in the screens; a program has no use for invented money.",
    },
  })
    .input(FillDemoInput)
    .output(FillDemoOutput)
    .mutation(operate(fillDemo)),
  demo: sessionProcedure
    .input(NoInput)
    .output(DemoOutput)
    .query(async ({ ctx: { db, principal } }) => ({
      accounts: (await findDemoAccounts(db, principal.ledgerId)).map(({ name }) => name),
    })),
  removeDemo: sessionWriteProcedure
    .input(RemoveDemoInput)
    .output(RemoveDemoOutput)
    .mutation(operate(removeDemo, { isLarge: true, prepare: prepareRemoval })),
  resetTest: ledgerWriteProcedure(null, {
    summary: "Put the test ledger back to its demo data",
    description:
      "For the owner and test keys with any scope that writes; a live ledger cannot be reset. Rows, drafts of imports and the log of the test ledger are gone, so this cannot be undone; its numbering goes on. Whoever keeps a copy gets a 409 from `changes.list` and starts over.",
    rest: { method: "POST", path: "/test/reset" },
    example: { reason: "A clean start for the next run" },
  })
    .input(ResetTestInput)
    .output(ResetTestOutput)
    .mutation(operate(resetTest, { isLarge: true, aim: aimReset })),
});
