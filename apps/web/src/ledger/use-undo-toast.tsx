import { Button, Group, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { trpc } from "#trpc/client.tsx";
import { dialog } from "#ui/dialog.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";

interface Written {
  operationId: string | null;
}

/**
 * Says that something was written, with a button to undo it for some seconds.
 *
 * @example const tell = useUndoToast(); tell("3 transactions deleted", answer);
 */
export function useUndoToast(): (message: string, written: Written) => void {
  const { undoOperation } = useUndo();
  return (message, { operationId }) => {
    const toast: string = notifications.show({
      autoClose: 10_000,
      closeButtonProps: { "aria-label": "Close" },
      message: (
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <Text fz="sm" miw={0} style={{ overflowWrap: "anywhere" }}>
            {message}
          </Text>
          {operationId !== null && (
            <Button
              size="xs"
              variant="default"
              flex="none"
              onClick={() => {
                notifications.hide(toast);
                void undoOperation(operationId);
              }}
            >
              Undo
            </Button>
          )}
        </Group>
      ),
    });
  };
}

/** Undoes an operation, and says that it is undone or why not. */
export function useUndo() {
  const undo = trpc.operations.undo.useMutation();
  const undoOperation = async (id: string) => {
    try {
      await undo.mutateAsync({ id });
      notifications.show({ message: "Undone." });
    } catch (error) {
      modals.open({
        title: "Couldn’t undo this",
        children: <FailureAlert error={error} />,
        ...dialog,
      });
    }
  };
  return { undoOperation, isPending: undo.isPending };
}

/** Shows a refusal where no form is open to show it. */
export const showFailure = (title: string) => (error: unknown) => {
  modals.open({ title, children: <FailureAlert error={error} />, ...dialog });
};
