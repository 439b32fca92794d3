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
 * Tells that something was written, with the way back at hand for some seconds.
 *
 * @example const tell = useUndoToast(); tell("3 transactions deleted", answer);
 */
export function useUndoToast(): (message: string, written: Written) => void {
  const { takeBack } = useTakeBack();
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
                void takeBack(operationId);
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

/** Undoes an operation, and tells that it is undone or why not. */
export function useTakeBack() {
  const undo = trpc.operations.undo.useMutation();
  const takeBack = async (id: string) => {
    try {
      await undo.mutateAsync({ id });
      notifications.show({ message: "Taken back." });
    } catch (error) {
      modals.open({
        title: "It could not be taken back",
        children: <FailureAlert error={error} />,
        ...dialog,
      });
    }
  };
  return { takeBack, isPending: undo.isPending };
}

/** Shows a refusal where no form is open to show it. */
export const showFailure = (title: string) => (error: unknown) => {
  modals.open({ title, children: <FailureAlert error={error} />, ...dialog });
};
