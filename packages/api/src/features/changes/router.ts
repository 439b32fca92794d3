import { outputAtOnce } from "../../procedures/output-at-once";
import { ledgerProcedure, router } from "../../procedures/trpc";
import { listChanges } from "./list-changes";
import { ListChangesInput, ListChangesOutput } from "./schema";

export const changesRouter = router({
  list: ledgerProcedure("transactions:read", {
    summary: "List what changed since",
    description:
      "For a program that keeps a copy: each row that changed after `since`, once, as it is now, or null when it is gone. Keep `next` and send it as `since` the next time. Accounts need `accounts:read`, categories `categories:read`; without them they are left out. A 409 says that the ledger was reset or restored: start over without `since`.",
    rest: { method: "GET", path: "/changes" },
    example: { since: "57", limit: 200 },
  })
    .input(ListChangesInput)
    .output(outputAtOnce(ListChangesOutput))
    .query(({ ctx, input }) => listChanges(ctx, input)),
});
