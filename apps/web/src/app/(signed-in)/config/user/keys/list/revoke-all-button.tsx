import { Button, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { gravely } from "#ui/dialog.ts";
import { readFailure } from "#ui/read-failure.ts";
import { type IntegrationKey, isWorking } from "../key-words";

/** Revokes every key at once, such as after a leak. Hidden while no key works. */
export function RevokeAllButton({ keys }: { keys: readonly IntegrationKey[] }) {
  const working = keys.filter(isWorking).length;
  const revokeAll = trpc.integrationKeys.revokeAll.useMutation({
    onSuccess: ({ revoked }) => {
      notifications.show({
        title: "All keys revoked",
        message: `${count(revoked, "key")} stopped working.`,
      });
    },
    onError: (error) => {
      const { message, nextStep } = readFailure(error);
      notifications.show({
        color: "red",
        title: "The keys were not revoked",
        message: `${message} ${nextStep}`,
      });
    },
  });
  if (working === 0) return null;
  const ask = () =>
    modals.openConfirmModal({
      title: "Revoke all keys?",
      ...gravely,
      labels: { confirm: `Revoke ${count(working, "key")}`, cancel: "Cancel" },
      children: (
        <Text fz="sm">
          Every program that uses one of your keys is refused from its next call. Revoked keys
          cannot be restored.
        </Text>
      ),
      onConfirm: () => revokeAll.mutate(),
    });
  return (
    <Button variant="default" loading={revokeAll.isPending} onClick={ask}>
      Revoke all
    </Button>
  );
}
