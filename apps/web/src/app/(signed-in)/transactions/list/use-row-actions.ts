import type { RouterInputs } from "@pfn/api";
import { showFailure, useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import type { Transaction } from "../types";

type Patch = RouterInputs["transactions"]["update"]["transactions"][number]["patch"];

/** The most rows that the server changes in one call. */
export const MAX_ROWS = 200;

export interface RowActions {
  /** The same change to every row, all or none. */
  change: (rows: readonly Transaction[], patch: Patch) => Promise<void>;
  remove: (rows: readonly Transaction[]) => Promise<void>;
  isBusy: boolean;
}

/** What can be done to rows of the list. Each change is one operation with a toast to undo it. */
export function useRowActions(): RowActions {
  const tell = useUndoToast();
  const update = trpc.transactions.update.useMutation({
    onError: showFailure("Nothing was changed"),
  });
  const remove = trpc.transactions.delete.useMutation({
    onError: showFailure("Nothing was deleted"),
  });
  return {
    isBusy: update.isPending || remove.isPending,
    change: async (rows, patch) => {
      const transactions = rows.map(({ id, version }) => ({ id, version, patch }));
      const answer = await update.mutateAsync({ transactions }).catch(() => null);
      if (answer !== null) tell(`${count(rows.length, "transaction")} changed.`, answer);
    },
    remove: async (rows) => {
      const ids = rows.map(({ id }) => id);
      const answer = await remove.mutateAsync({ ids, expectedCount: ids.length }).catch(() => null);
      if (answer !== null) tell(`${count(answer.deleted, "transaction")} deleted.`, answer);
    },
  };
}
