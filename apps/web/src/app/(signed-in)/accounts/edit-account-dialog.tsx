import { Modal, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { ACCOUNT_TYPES } from "#ledger/account-types.ts";
import { useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { useServerForm } from "#ui/use-server-form.ts";
import type { Account } from "./account";

const TYPES = Object.entries(ACCOUNT_TYPES).map(([value, label]) => ({ value, label }));

interface EditAccountDialogProps {
  /** Null while nothing is edited. */
  account: Account | null;
  onClose: () => void;
}

/** Edits an account. Its currency cannot change, because its amounts are in it. */
export function EditAccountDialog({ account, onClose }: EditAccountDialogProps) {
  return (
    <Modal opened={account !== null} onClose={onClose} title="Edit account" {...dialog}>
      {account && <EditAccountForm key={account.id} account={account} onClose={onClose} />}
    </Modal>
  );
}

function EditAccountForm({ account, onClose }: { account: Account; onClose: () => void }) {
  const tell = useUndoToast();
  const { id, version, name, type } = account;
  const update = trpc.accounts.update.useMutation();
  const form = useServerForm({
    initialValues: { name, type, note: account.note ?? "" },
    validate: { name: (text) => (text.trim() === "" ? "Enter a name." : null) },
    send: async ({ note, ...values }) => {
      const change = { ...values, note: note.trim() === "" ? null : note };
      tell("Account changed.", await update.mutateAsync({ id, version, ...change }));
      onClose();
    },
  });
  return (
    <Form form={form}>
      <Stack gap="md">
        <FailureAlert {...form.failure} />
        <TextInput name="name" label="Name" data-autofocus {...form.getInputProps("name")} />
        <NativeSelect name="type" label="Type" data={TYPES} {...form.getInputProps("type")} />
        <Textarea
          name="note"
          label="Note"
          description="For your own use, such as the bank and the IBAN."
          autosize
          minRows={2}
          maxRows={8}
          {...form.getInputProps("note")}
        />
        <FormButtons submit="Save" isPending={form.submitting} onCancel={onClose} />
      </Stack>
    </Form>
  );
}
