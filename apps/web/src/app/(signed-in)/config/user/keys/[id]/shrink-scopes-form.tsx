import { Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { expandScopes, type Scope } from "@pfn/keys/scopes";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form } from "#ui/form.tsx";
import { FormButtons } from "#ui/form-buttons.tsx";
import { useServerForm } from "#ui/use-server-form.ts";
import type { IntegrationKey } from "../key-words";
import { ScopePicker } from "../scopes";

interface ShrinkScopesFormProps {
  integrationKey: IntegrationKey;
  onDone: () => void;
}

/** Removes permissions from a key, so that its program needs no new key. */
export function ShrinkScopesForm({
  integrationKey: { id, scopes },
  onDone,
}: ShrinkScopesFormProps) {
  const update = trpc.integrationKeys.update.useMutation();
  const initialValues: { kept: Scope[] } = { kept: [...scopes] };
  const form = useServerForm({
    initialValues,
    send: async () => {
      await update.mutateAsync({ id, scopes: remaining });
      notifications.show({
        title: "Permissions removed",
        message: "Takes effect on the key’s next call.",
      });
      onDone();
    },
  });
  const { kept } = form.values;
  // A permission that another one includes stays and is stored by name, so that what is shown is
  // what is stored (A5).
  const remaining = [...expandScopes(kept)];
  const removed = scopes.length - remaining.length;
  return (
    <Form form={form}>
      <Stack gap="md">
        <Text fz="sm" c="dimmed">
          Switch off what the key should no longer do. Permissions cannot be added: create a new key
          instead.
        </Text>
        <ScopePicker
          value={kept}
          onChange={(next) => form.setValues({ kept: next })}
          among={scopes}
          columns={1}
        />
        <FailureAlert {...form.failure} />
        <FormButtons
          submit={removed === 0 ? "Remove" : `Remove ${count(removed, "permission")}`}
          isPending={form.submitting}
          isDisabled={removed === 0 || remaining.length === 0}
          onCancel={onDone}
        />
      </Stack>
    </Form>
  );
}
