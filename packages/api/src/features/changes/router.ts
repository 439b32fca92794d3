import { outputAtOnce } from "../../procedures/output-at-once";
import { ledgerProcedure, router } from "../../procedures/trpc";
import { CHANGES } from "./docs";
import { listChanges } from "./list-changes";
import { ListChangesInput, ListChangesOutput } from "./schema";

export const changesRouter = router({
  list: ledgerProcedure("transactions:read", CHANGES.list)
    .input(ListChangesInput)
    .output(outputAtOnce(ListChangesOutput))
    .query(({ ctx, input }) => listChanges(ctx, input)),
});
