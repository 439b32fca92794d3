import { useState } from "react";
import { useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import type { Choices, Transaction } from "../types";
import { toDraft, toPatch } from "./draft";
import { TransactionForm } from "./transaction-form";

interface EditTransactionProps {
  row: Transaction;
  choices: Choices;
  /** Decides which field has the focus when the form opens. */
  startsAt: "row" | "parts";
  onClose: () => void;
}

/**
 * Edits a transaction in its place in the list. When somebody else has changed it meanwhile, the
 * server refuses the edit, and what was typed stays.
 */
export function EditTransaction({ row, choices, startsAt, onClose }: EditTransactionProps) {
  // As it was when the form opened. The list may have been read again since.
  const [before] = useState(row);
  const tell = useUndoToast();
  const update = trpc.transactions.update.useMutation();
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
      onCancel={onClose}
      send={async (draft) => {
        const { id, version } = before;
        const patch = toPatch(before, draft);
        if (patch !== null) {
          const answer = await update.mutateAsync({ transactions: [{ id, version, patch }] });
          tell("Transaction changed.", answer);
        }
        onClose();
      }}
    />
  );
}
