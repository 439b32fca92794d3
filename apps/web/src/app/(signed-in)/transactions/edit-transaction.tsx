import { trpc } from "../../../trpc/client";
import { useUndoToast } from "../use-undo-toast";
import { type Transaction, toDraft, toPatch } from "./draft";
import { TransactionForm } from "./transaction-form";
import type { Choices } from "./transaction-list";
import { useFilters } from "./use-filters";
import { useReplaceRows } from "./use-transactions";

interface EditTransactionProps {
  row: Transaction;
  choices: Choices;
  onClose: () => void;
}

/** Changes a transaction in its place in the list. A row that somebody else changed meanwhile is refused, and what was typed stays. */
export function EditTransaction({ row, choices, onClose }: EditTransactionProps) {
  const utils = trpc.useUtils();
  const [filters] = useFilters();
  const replaceRows = useReplaceRows(filters);
  const tell = useUndoToast();
  const update = trpc.transactions.update.useMutation({
    onSuccess: async (answer) => {
      await replaceRows([row.id]);
      void utils.accounts.invalidate();
      tell("Transaction changed.", answer);
      onClose();
    },
  });
  const { currency } = row.amount;
  return (
    <TransactionForm
      label={`Edit ${row.payee}`}
      initial={toDraft(row)}
      currencyOf={() => currency}
      choices={choices}
      isNew={false}
      hasCategory={row.kind === "regular"}
      error={update.error}
      isBusy={update.isPending}
      onCancel={onClose}
      onSubmit={(draft) => {
        const patch = toPatch(row, draft);
        if (patch === null) return onClose();
        update.mutate({ transactions: [{ id: row.id, version: row.version, patch }] });
      }}
    />
  );
}
