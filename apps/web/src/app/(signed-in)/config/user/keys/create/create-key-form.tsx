import { Button, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { RouterOutputs } from "@pfn/api";
import { trpc } from "#trpc/client.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { useIssueKey } from "../use-issue-key";
import { AccessPicker } from "./access-picker";
import { ExpiryPicker } from "./expiry-picker";
import { ModePicker } from "./mode-picker";
import { FRESH_KEY, type NewKey, toKeyInput, validateKey } from "./new-key";

interface CreateKeyFormProps {
  /** Until when the password need not be proven again; null: not now. */
  confirmedUntil: string | null;
  onCreated: (created: RouterOutputs["integrationKeys"]["create"]) => void;
  onCancel: () => void;
}

/** Who gets the key, what it may do, for how long, and in which ledger. */
export function CreateKeyForm({ confirmedUntil, onCreated, onCancel }: CreateKeyFormProps) {
  const { client } = trpc.useUtils();
  const form = useForm<NewKey>({ initialValues: FRESH_KEY, validate: validateKey });
  const { issue, isBusy, failure, dialog } = useIssueKey(onCreated);

  async function create(values: NewKey) {
    form.setErrors(await issue(() => client.integrationKeys.create.mutate(toKeyInput(values))));
  }

  return (
    <>
      <Form
        form={form}
        onSubmit={(values) => void create(values)}
        aria-labelledby="create-key-title"
      >
        <Stack gap="xl">
          <Title order={3} id="create-key-title" fz="lg">
            Create a key
          </Title>
          <TextInput
            name="label"
            label="Who will use it?"
            description="A label by which you recognize it, up to 60 characters."
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
          <FailureAlert error={failure} fields={["label", "scopes"]} />
          <FormActions isBusy={isBusy} confirmedUntil={confirmedUntil} onCancel={onCancel} />
        </Stack>
      </Form>
      {dialog}
    </>
  );
}

function FormActions({
  isBusy,
  confirmedUntil,
  onCancel,
}: { isBusy: boolean } & Omit<CreateKeyFormProps, "onCreated">) {
  const asksForPassword = confirmedUntil === null || Date.parse(confirmedUntil) < Date.now();
  return (
    <Group gap="sm">
      <Button type="submit" loading={isBusy}>
        Create key
      </Button>
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      {asksForPassword && (
        <Text fz="sm" c="dimmed">
          You will be asked for your password.
        </Text>
      )}
    </Group>
  );
}
