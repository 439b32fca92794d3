import { IconArchive, IconArchiveOff, IconPencil } from "@tabler/icons-react";
import { showFailure, useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { ActionMenu } from "#ui/action-menu.tsx";
import type { Account } from "./account";
import { askToClose } from "./ask-to-close";

interface AccountMenuProps {
  account: Account;
  onEdit: (account: Account) => void;
}

/** What can be done with an account. It is never deleted, because its transactions need it. */
export function AccountMenu({ account, onEdit }: AccountMenuProps) {
  const tell = useUndoToast();
  const close = trpc.accounts.close.useMutation({
    onSuccess: (answer) => {
      tell("Account closed. Its transactions stay.", answer);
    },
    onError: showFailure("The account was not closed"),
  });
  const reopen = trpc.accounts.reopen.useMutation({
    onSuccess: (answer) => {
      tell("Account reopened.", answer);
    },
    onError: showFailure("The account was not reopened"),
  });
  const { id, version, name, closedOn } = account;
  const edit = { label: "Edit…", icon: IconPencil, onClick: () => onEdit(account) };
  const end =
    closedOn === null
      ? {
          label: "Close…",
          icon: IconArchive,
          onClick: () => askToClose(account, () => close.mutate({ id, version })),
        }
      : { label: "Reopen", icon: IconArchiveOff, onClick: () => reopen.mutate({ id, version }) };
  return <ActionMenu label={`Actions for ${name}`} actions={[edit, end]} />;
}
