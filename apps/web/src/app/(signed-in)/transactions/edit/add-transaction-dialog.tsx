import { Modal } from "@mantine/core";
import { useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import type { Filters } from "../filter/filters";
import type { Choices } from "../types";
import { newDraft, toNewTransaction } from "./draft";
import { TransactionForm } from "./transaction-form";

interface AddTransactionDialogProps {
  opened: boolean;
  onClose: () => void;
  choices: Choices;
  /** The account of the filter is the one to add to. */
  filters: Filters;
}

/** Adds one transaction by hand. */
export function AddTransactionDialog({
  opened,
  onClose,
  choices,
  filters,
}: AddTransactionDialogProps) {
  const tell = useUndoToast();
  const create = trpc.transactions.create.useMutation();
  const open = choices.accounts.filter(({ closedOn }) => closedOn === null);
  const [first] = open;
  const currencyOf = (accountId: string) =>
    open.find(({ id }) => id === accountId)?.currency ?? first?.currency ?? "EUR";
  return (
    <Modal opened={opened} onClose={onClose} title="Add transaction" size="lg" {...dialog}>
      <TransactionForm
        label="Add transaction"
        initial={newDraft(filters.accountId ?? first?.id ?? "", first?.asOf ?? "")}
        currencyOf={currencyOf}
        choices={{ ...choices, accounts: open }}
        isNew
        firstField="payee"
        hasCategory
        onCancel={onClose}
        send={async (draft) => {
          const transactions = [toNewTransaction(draft, currencyOf(draft.accountId))];
          tell("Transaction added.", await create.mutateAsync({ transactions }));
          onClose();
        }}
      />
    </Modal>
  );
}
