import { Button, Group, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import { ConfirmPasswordInput } from "@pfn/api/schema/profile";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { readFailure } from "#ui/read-failure.ts";

interface ConfirmPasswordDialogProps {
  opened: boolean;
  /** True once the server took the password; false when the person gave up. */
  onAnswer: (isConfirmed: boolean) => void;
}

/**
 * Asks for the password again, so that an unattended browser cannot be used to make keys or
 * administrators (K10).
 */
export function ConfirmPasswordDialog({ opened, onAnswer }: ConfirmPasswordDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={() => onAnswer(false)}
      title="Confirm that it is you"
      {...dialog}
    >
      <ConfirmPasswordForm onAnswer={onAnswer} />
    </Modal>
  );
}

function ConfirmPasswordForm({ onAnswer }: Pick<ConfirmPasswordDialogProps, "onAnswer">) {
  const form = useForm({
    initialValues: { password: "" },
    validate: schemaResolver(ConfirmPasswordInput, { sync: true }),
  });
  const confirm = trpc.profile.confirmPassword.useMutation({
    onSuccess: () => onAnswer(true),
    onError: (error) => form.setErrors(readFailure(error).fields),
  });
  return (
    <Form form={form} onSubmit={(values) => confirm.mutate(values)}>
      <Stack gap="md">
        <Text fz="sm">
          You signed in a while ago. This needs your password again; what you filled in stays.
        </Text>
        <FailureAlert error={confirm.error} fields={["password"]} />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps("password")}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onAnswer(false)}>
            Cancel
          </Button>
          <Button type="submit" loading={confirm.isPending}>
            Continue
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
