import { Modal } from "@mantine/core";
import { dialog } from "#ui/dialog.ts";
import { AddAccountForm } from "./add-account-form";

interface AddAccountDialogProps {
  opened: boolean;
  onClose: () => void;
  baseCurrency: string;
}

/** Adds an account without leaving the page. */
export function AddAccountDialog({ opened, onClose, baseCurrency }: AddAccountDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add account" {...dialog}>
      <AddAccountForm baseCurrency={baseCurrency} onDone={onClose} />
    </Modal>
  );
}
