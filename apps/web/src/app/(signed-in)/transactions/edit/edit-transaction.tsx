import { useState } from "react";
import { useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import type { Choices, Transaction } from "../types";
import { toDraft, toPatch } from "./draft";
import { TransactionForm } from "./transaction-form";

interface EditTransactionProps {
  row: Transaction;
  choices: Choices;
  /** Which part of the row was asked for: its field has the focus when the form opens. */
  startsAt: "row" | "parts";
  onClose: () => void;
}

/**
 * Changes a transaction in its place in the list. A row that somebody else changed meanwhile is
 * refused, and what was typed stays.
 */
export function EditTransaction({ row, choices, startsAt, onClose }: EditTransactionProps) {
  // As it was when the form opened: what was typed is a change of that, also when the list was read
  // again since.
  const [before] = useState(row);
  const tell = useUndoToast();
  const update = trpc.transactions.update.useMutation({
    onSuccess: (answer) => {
      tell("Transaction changed.", answer);
      onClose();
    },
  });
  const { currency } = before.amount;
  return (
    <TransactionForm
      label={`Edit ${before.payee}`}
      initial={toDraft(before)}
      currencyOf={() => currency}
      choices={choices}
      isNew={false}
      hasCategory={before.kind === "regular"}
      firstField={startsAt === "parts" ? "category" : "payee"}
      error={update.error}
      isBusy={update.isPending}
      onCancel={onClose}
      onSubmit={(draft) => {
        const patch = toPatch(before, draft);
        if (patch === null) return onClose();
        update.mutate({ transactions: [{ id: before.id, version: before.version, patch }] });
      }}
    />
  );
}
