import { Button, Group, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { expandScopes, type Scope } from "@pfn/keys/scopes";
import { useState } from "react";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import type { IntegrationKey } from "../key-words";
import { ScopePicker } from "../scopes";

interface ShrinkScopesFormProps {
  integrationKey: IntegrationKey;
  onDone: () => void;
}

/** Takes permissions from a key at once, without a new key for its program. */
export function ShrinkScopesForm({
  integrationKey: { id, scopes },
  onDone,
}: ShrinkScopesFormProps) {
  const [kept, setKept] = useState<Scope[]>([...scopes]);
  const update = trpc.integrationKeys.update.useMutation({
    onSuccess: () => {
      notifications.show({
        title: "Permissions taken away",
        message: "It counts from the key’s next call.",
      });
      onDone();
    },
  });
  // What another permission includes stays, and is stored by name: what is shown is what counts
  // (A5).
  const remaining = [...expandScopes(kept)];
  const taken = scopes.length - remaining.length;
  return (
    <Stack gap="md">
      <Text fz="sm" c="dimmed">
        Switch off what the key should no longer do. To give it more again, create a new key.
      </Text>
      <ScopePicker value={kept} onChange={setKept} among={scopes} columns={1} />
      <FailureAlert error={update.error} />
      <Group gap="sm">
        <Button
          size="xs"
          disabled={taken === 0 || remaining.length === 0}
          loading={update.isPending}
          onClick={() => update.mutate({ id, scopes: remaining })}
        >
          {taken === 0 ? "Take away" : `Take away ${count(taken, "permission")}`}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
