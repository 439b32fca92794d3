import { Stack, Text, TextInput, Title } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { trpc } from "#trpc/client.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { useServerForm } from "#ui/use-server-form.ts";
import { useIssueKey } from "../use-issue-key";
import { AccessPicker } from "./access-picker";
import { ExpiryPicker } from "./expiry-picker";
import { ModePicker } from "./mode-picker";
import { FRESH_KEY, type NewKey, toKeyInput, validateKey } from "./new-key";

interface CreateKeyFormProps {
  /** Until when the password is not asked for again; null when it is asked for now. */
  confirmedUntil: string | null;
  onCreated: (created: RouterOutputs["integrationKeys"]["create"]) => void;
  onCancel: () => void;
}

/** Who gets the key, what it may do, for how long, and in which ledger. */
export function CreateKeyForm({ confirmedUntil, onCreated, onCancel }: CreateKeyFormProps) {
  const { client } = trpc.useUtils();
  const { issue, dialog } = useIssueKey(onCreated);
  const form = useServerForm<NewKey>({
    initialValues: FRESH_KEY,
    validate: validateKey,
    send: (values) => issue(() => client.integrationKeys.create.mutate(toKeyInput(values))),
  });
  const asksForPassword = confirmedUntil === null || Date.parse(confirmedUntil) < Date.now();
  return (
    <>
      <Form form={form} aria-labelledby="create-key-title">
        <Stack gap="xl">
          <Title order={3} id="create-key-title" fz="lg">
            Create a key
          </Title>
          <TextInput
            name="label"
            label="Who will use it?"
            description="A label you will recognize, up to 60 characters."
            placeholder="Budget agent"
            maw={460}
            autoComplete="off"
            data-autofocus
            autoFocus
            {...form.getInputProps("label")}
          />
          <AccessPicker form={form} />
          <ExpiryPicker form={form} />
          <ModePicker form={form} />
          <FailureAlert {...form.failure} />
          <FormButtons submit="Create key" isPending={form.submitting} onCancel={onCancel}>
            {asksForPassword && (
              <Text fz="sm" c="dimmed">
                You will be asked for your password.
              </Text>
            )}
          </FormButtons>
        </Stack>
      </Form>
      {dialog}
    </>
  );
}
