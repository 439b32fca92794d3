import { Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { schemaResolver } from "@mantine/form";
import { ConfirmPasswordInput } from "@pfn/api/schema/profile";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { useServerForm } from "#ui/use-server-form.ts";

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
      title="Confirm your password"
      {...dialog}
    >
      <ConfirmPasswordForm onAnswer={onAnswer} />
    </Modal>
  );
}

function ConfirmPasswordForm({ onAnswer }: Pick<ConfirmPasswordDialogProps, "onAnswer">) {
  const confirm = trpc.profile.confirmPassword.useMutation();
  const form = useServerForm({
    initialValues: { password: "" },
    validate: schemaResolver(ConfirmPasswordInput, { sync: true }),
    send: async (values) => {
      await confirm.mutateAsync(values);
      onAnswer(true);
    },
  });
  return (
    <Form form={form}>
      <Stack gap="md">
        <Text fz="sm">
          You signed in a while ago, so please enter your password again. Your entries are kept.
        </Text>
        <FailureAlert {...form.failure} />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps("password")}
        />
        <FormButtons
          submit="Continue"
          isPending={form.submitting}
          onCancel={() => onAnswer(false)}
        />
      </Stack>
    </Form>
  );
}
