import { useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import type { Commit } from "./import-words";

/** Adds previews to the ledger, all or none of them; null: there is nothing to add. */
export function useCommit(input: Commit | null) {
  const tell = useUndoToast();
  const commit = trpc.imports.commit.useMutation({
    onSuccess: (answer) => {
      tell(`${count(answer.rows.imported, "transaction")} added.`, answer);
    },
  });
  return {
    done: commit.data,
    isCommitting: commit.isPending,
    error: commit.error,
    forgetCommit: commit.reset,
    commit: () => {
      if (input !== null) commit.mutate(input);
    },
  };
}
