import { Button, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { showFailure } from "#ledger/use-undo-toast.tsx";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { gravely } from "#ui/dialog.ts";

/** Resets the test ledger to its demo data. It asks first, because this cannot be undone. */
export function ResetTestButton() {
  const reset = trpc.ledger.resetTest.useMutation({
    onSuccess: ({ created }) => {
      notifications.show({
        title: "Test ledger reset",
        message: `It holds ${count(created, "row")} of demo data.`,
      });
    },
    onError: showFailure("Nothing was reset"),
  });
  const ask = () =>
    modals.openConfirmModal({
      ...gravely,
      title: "Reset the test ledger?",
      labels: { confirm: "Reset", cancel: "Cancel" },
      children: (
        <Text fz="sm">
          Everything that test keys wrote is deleted permanently, with its history, and the demo
          data is restored. Your own ledger is not affected.
        </Text>
      ),
      onConfirm: () => reset.mutate({ reason: "From the key's page" }),
    });
  return (
    <Button variant="default" size="xs" loading={reset.isPending} onClick={ask}>
      Reset the test ledger…
    </Button>
  );
}
