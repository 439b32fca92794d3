import { Modal, Stack, TextInput } from "@mantine/core";
import { schemaResolver } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { UpdateIntegrationKeyInput } from "@pfn/api/schema/integration-keys";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { useServerForm } from "#ui/use-server-form.ts";
import type { IntegrationKey } from "../key-words";

interface RenameKeyDialogProps {
  opened: boolean;
  onClose: () => void;
  integrationKey: IntegrationKey;
}

/** Gives a key another label. Nothing else about it changes. */
export function RenameKeyDialog({ opened, onClose, integrationKey }: RenameKeyDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Rename key" {...dialog}>
      <RenameKeyForm integrationKey={integrationKey} onClose={onClose} />
    </Modal>
  );
}

function RenameKeyForm({
  integrationKey: { id, label },
  onClose,
}: Omit<RenameKeyDialogProps, "opened">) {
  const rename = trpc.integrationKeys.update.useMutation();
  const form = useServerForm({
    initialValues: { id, label },
    validate: schemaResolver(UpdateIntegrationKeyInput, { sync: true }),
    send: async (values) => {
      const saved = await rename.mutateAsync(values);
      notifications.show({ title: "Key renamed", message: saved.label });
      onClose();
    },
  });
  return (
    <Form form={form}>
      <Stack gap="md">
        <FailureAlert {...form.failure} />
        <TextInput
          name="label"
          label="Label"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("label")}
        />
        <FormButtons submit="Rename" isPending={form.submitting} onCancel={onClose} />
      </Stack>
    </Form>
  );
}
