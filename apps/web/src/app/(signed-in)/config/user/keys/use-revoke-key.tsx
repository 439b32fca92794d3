import { Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { trpc } from "#trpc/client.tsx";
import { dialog, gravely } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import type { IntegrationKey } from "./key-words";

/** Asks whether a key should stop, and stops it. */
export function useRevokeKey(): (key: Pick<IntegrationKey, "id" | "label">) => void {
  const revoke = trpc.integrationKeys.revoke.useMutation({
    onSuccess: ({ label }) => {
      notifications.show({ title: "Key revoked", message: `${label} is refused from now on.` });
    },
    onError: (error) =>
      modals.open({
        title: "The key was not revoked",
        children: <FailureAlert error={error} />,
        ...dialog,
      }),
  });
  return ({ id, label }) =>
    modals.openConfirmModal({
      ...gravely,
      title: "Revoke this key?",
      labels: { confirm: "Revoke key", cancel: "Cancel" },
      children: (
        <Text fz="sm" style={{ overflowWrap: "anywhere" }}>
          Programs that use{" "}
          <Text span inherit fw={600}>
            <bdi>{label}</bdi>
          </Text>{" "}
          are refused from their next call. A revoked key cannot be restored. Its changes stay, and
          you can still undo them.
        </Text>
      ),
      onConfirm: () => revoke.mutate({ id }),
    });
}
