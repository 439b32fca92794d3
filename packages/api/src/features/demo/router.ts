import { NoInput } from "../../common/fields";
import { operate } from "../../ledger/operate";
import {
  ledgerWriteProcedure,
  router,
  sessionProcedure,
  sessionWriteProcedure,
} from "../../procedures/trpc";
import { LEDGER } from "./docs";
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
  fillDemo: ledgerWriteProcedure("accounts:write", LEDGER.fillDemo)
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
  resetTest: ledgerWriteProcedure(null, LEDGER.resetTest)
    .input(ResetTestInput)
    .output(ResetTestOutput)
    .mutation(operate(resetTest, { isLarge: true, aim: aimReset })),
});
