import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { notifications } from "@mantine/notifications";
import { UpdateIntegrationKeyInput } from "@pfn/api/schema/integration-keys";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { readFailure } from "#ui/read-failure.ts";
import type { IntegrationKey } from "../key-words";

interface RenameKeyDialogProps {
  opened: boolean;
  onClose: () => void;
  integrationKey: IntegrationKey;
}

/** Gives a key another label. Nothing else about it changes. */
export function RenameKeyDialog({ opened, onClose, integrationKey }: RenameKeyDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Rename the key" {...dialog}>
      <RenameKeyForm integrationKey={integrationKey} onClose={onClose} />
    </Modal>
  );
}

function RenameKeyForm({
  integrationKey: { id, label },
  onClose,
}: Omit<RenameKeyDialogProps, "opened">) {
  const form = useForm({
    initialValues: { id, label },
    validate: schemaResolver(UpdateIntegrationKeyInput, { sync: true }),
  });
  const rename = trpc.integrationKeys.update.useMutation({
    onSuccess: (saved) => {
      notifications.show({ title: "Key renamed", message: saved.label });
      onClose();
    },
    onError: (error) => form.setErrors(readFailure(error).fields),
  });
  return (
    <Form form={form} onSubmit={(values) => rename.mutate(values)}>
      <Stack gap="md">
        <FailureAlert error={rename.error} fields={["label"]} />
        <TextInput
          name="label"
          label="Label"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("label")}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={rename.isPending}>
            Rename
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
