import { Button, Group, Stack, TextInput } from "@mantine/core";
import { isEmail, useForm } from "@mantine/form";
import { useState } from "react";
import { useConfirmedCall } from "#secrets/use-confirmed-call.tsx";
import { trpc, useAfterWrite } from "#trpc/client.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { Panel } from "#ui/panel.tsx";
import { readFailure } from "#ui/read-failure.ts";

interface InviteFormProps {
  onInvited: (link: string) => void;
  onCancel: () => void;
}

const isAddress = isEmail("Enter an e-mail address, such as you@example.org, or leave it empty.");

/**
 * Who may use the link. It is no mutation hook, because the mutation cache would keep the answer,
 * which holds the link (K3).
 */
export function InviteForm({ onInvited, onCancel }: InviteFormProps) {
  const { client } = trpc.useUtils();
  const afterWrite = useAfterWrite();
  const { run, dialog } = useConfirmedCall();
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useForm({
    initialValues: { email: "" },
    validate: { email: (value) => (value.trim() === "" ? null : isAddress(value.trim())) },
  });

  async function invite({ email }: { email: string }) {
    setBusy(true);
    setFailure(null);
    try {
      const input = email.trim() === "" ? {} : { email: email.trim() };
      const made = await run(() => client.admin.invite.mutate(input));
      if (made === null) return;
      await afterWrite("admin.invite");
      onInvited(made.link);
    } catch (error) {
      setFailure(error);
      form.setErrors(readFailure(error).fields);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Panel p="lg" mb="lg">
      <Form form={form} onSubmit={(values) => void invite(values)}>
        <Stack gap="md">
          <TextInput
            name="email"
            label="Their e-mail address (optional)"
            description="With it only this address can use the link; without it, whoever has the link. pfn sends no mail: you pass it on."
            type="email"
            maw={460}
            autoComplete="off"
            autoFocus
            {...form.getInputProps("email")}
          />
          <FailureAlert error={failure} fields={["email"]} />
          <Group gap="sm">
            <Button type="submit" loading={isBusy}>
              Make a link
            </Button>
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </Form>
      {dialog}
    </Panel>
  );
}
