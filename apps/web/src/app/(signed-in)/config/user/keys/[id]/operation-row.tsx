import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import { trpc } from "../../../../../../trpc/client";
import { count } from "../../../../../../ui/count";
import { FailureAlert } from "../../../../../../ui/failure-alert";
import lines from "../../../../../../ui/lines.module.css";
import { RelativeTime } from "../../../../../../ui/time";
import styles from "./operation-row.module.css";
import { describeProcedure } from "./operation-words";

interface OperationRowProps {
  operation: RouterOutputs["integrationKeys"]["get"]["operations"][number];
  isUndoable: boolean;
}

/** One change. Its reason is the agent's own text, shown as it is. */
export function OperationRow({ operation, isUndoable }: OperationRowProps) {
  const utils = trpc.useUtils();
  // Undoing an undo does the operation again.
  const undo = trpc.operations.undo.useMutation({ onSuccess: () => utils.invalidate() });
  const { id, at, procedure, reason, state, changes } = operation;
  const undoneBy = undo.data?.operationId ?? null;
  const title = describeProcedure(procedure);
  return (
    <li className={lines["row"]}>
      <Group justify="space-between" gap="sm" align="flex-start">
        <div className={styles["about"]}>
          <Group gap="xs">
            <Text fz="sm" fw={550} {...(state === "undone" && { td: "line-through", c: "dimmed" })}>
              {title}
            </Text>
            {state === "undone" && (
              <Badge size="sm" variant="light" color="gray" tt="none">
                Undone
              </Badge>
            )}
          </Group>
          {reason && (
            <Text fz="sm">
              “<bdi>{reason}</bdi>”
            </Text>
          )}
          <Text fz="xs" c="dimmed">
            {count(changes, "row")} · <RelativeTime at={at} />
          </Text>
        </div>
        {isUndoable && (state === "applied" || undoneBy !== null) && (
          <Button
            size="xs"
            variant="default"
            leftSection={state === "applied" ? <IconArrowBackUp size={16} /> : <IconArrowForwardUp size={16} />}
            loading={undo.isPending}
            onClick={() => undo.mutate({ id: state === "applied" ? id : (undoneBy ?? id) })}
            aria-label={`${state === "applied" ? "Undo" : "Redo"}: ${title}`}
          >
            {state === "applied" ? "Undo" : "Redo"}
          </Button>
        )}
      </Group>
      <Stack mt={undo.error ? "sm" : 0} aria-live="polite">
        <FailureAlert error={undo.error} />
      </Stack>
    </li>
  );
}
