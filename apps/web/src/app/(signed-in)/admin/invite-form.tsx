import { Stack, TextInput } from "@mantine/core";
import { isEmail } from "@mantine/form";
import { useConfirmedCall } from "#secrets/use-confirmed-call.tsx";
import { trpc, useAfterWrite } from "#trpc/client.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { Panel } from "#ui/panel.tsx";
import { useServerForm } from "#ui/use-server-form.ts";

interface InviteFormProps {
  onInvited: (link: string) => void;
  onCancel: () => void;
}

const isAddress = isEmail("Enter an e-mail address, such as you@example.org, or leave it empty.");

const DESCRIPTION =
  "If you enter one, only this address can use the link. pfn sends no mail: you pass the link on.";

/**
 * Invites a person. It uses no mutation hook, because the mutation cache would keep the response,
 * which holds the link (K3).
 */
export function InviteForm({ onInvited, onCancel }: InviteFormProps) {
  const { client } = trpc.useUtils();
  const afterWrite = useAfterWrite();
  const { run, dialog } = useConfirmedCall();
  const form = useServerForm({
    initialValues: { email: "" },
    validate: { email: (value) => (value.trim() === "" ? null : isAddress(value.trim())) },
    send: async ({ email }) => {
      const input = email.trim() === "" ? {} : { email: email.trim() };
      const made = await run(() => client.admin.invite.mutate(input));
      if (made === null) return;
      await afterWrite("admin.invite");
      onInvited(made.link);
    },
  });
  return (
    <Panel p="lg" mb="lg">
      <Form form={form}>
        <Stack gap="md">
          <TextInput
            name="email"
            label="Their e-mail address (optional)"
            description={DESCRIPTION}
            type="email"
            maw={460}
            autoComplete="off"
            autoFocus
            {...form.getInputProps("email")}
          />
          <FailureAlert {...form.failure} />
          <FormButtons submit="Create link" isPending={form.submitting} onCancel={onCancel} />
        </Stack>
      </Form>
      {dialog}
    </Panel>
  );
}
