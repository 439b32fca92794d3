import { Modal, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ACCOUNT_TYPES } from "#ledger/account-types.ts";
import { useUndoToast } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { readFailure } from "#ui/read-failure.ts";
import type { Account } from "./account";

const TYPES = Object.entries(ACCOUNT_TYPES).map(([value, label]) => ({ value, label }));
const FIELDS = ["name", "type", "note"];

interface EditAccountDialogProps {
  /** Null while nothing is edited. */
  account: Account | null;
  onClose: () => void;
}

/** Changes an account's words. Its currency stays: its amounts are in it. */
export function EditAccountDialog({ account, onClose }: EditAccountDialogProps) {
  return (
    <Modal opened={account !== null} onClose={onClose} title="Edit account" {...dialog}>
      {account && <EditAccountForm key={account.id} account={account} onClose={onClose} />}
    </Modal>
  );
}

function EditAccountForm({ account, onClose }: { account: Account; onClose: () => void }) {
  const tell = useUndoToast();
  const form = useForm({
    initialValues: { name: account.name, type: account.type, note: account.note ?? "" },
    validate: { name: (name) => (name.trim() === "" ? "Give the account a name." : null) },
  });
  const update = trpc.accounts.update.useMutation({
    onSuccess: (answer) => {
      tell("Account changed.", answer);
      onClose();
    },
    onError: (error) => form.setErrors(readFailure(error).fields),
  });
  const save = ({ note, ...values }: typeof form.values) =>
    update.mutate({
      id: account.id,
      version: account.version,
      ...values,
      note: note.trim() === "" ? null : note,
    });
  return (
    <Form form={form} onSubmit={save}>
      <Stack gap="md">
        <FailureAlert error={update.error} fields={FIELDS} />
        <TextInput name="name" label="Name" data-autofocus {...form.getInputProps("name")} />
        <NativeSelect name="type" label="Kind" data={TYPES} {...form.getInputProps("type")} />
        <Textarea
          name="note"
          label="Note"
          description="For yourself, such as the bank and the IBAN."
          autosize
          minRows={2}
          maxRows={8}
          {...form.getInputProps("note")}
        />
        <FormButtons submit="Save" isPending={update.isPending} onCancel={onClose} />
      </Stack>
    </Form>
  );
}
