import { Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { RouterOutputs } from "@pfn/api";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronDown,
  IconChevronUp,
} from "@tabler/icons-react";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import lines from "#ui/lines.module.css";
import { RelativeTime } from "#ui/time.tsx";
import { OperationChanges } from "./operation-changes";
import { OperationOrigin } from "./operation-origin";
import styles from "./operation-row.module.css";
import { describeProcedure } from "./operation-words";

type Operation = RouterOutputs["integrationKeys"]["get"]["operations"][number] &
  Partial<RouterOutputs["operations"]["list"]["items"][number]>;

interface OperationRowProps {
  operation: Operation;
  /** Whether this person may undo it. */
  isUndoable: boolean;
  /** Whether this person may see its rows. */
  hasDetails?: boolean;
}

/**
 * One entry of the log: what was done, by whom and why, and a button to undo it. The reason is the
 * agent's own text, shown as it is.
 */
export function OperationRow({
  operation,
  isUndoable,
  hasDetails = isUndoable,
}: OperationRowProps) {
  const [isOpen, details] = useDisclosure();
  const { id, at, procedure, reason, state, changes } = operation;
  return (
    <li className={lines["row"]}>
      <Group justify="space-between" gap="sm" align="flex-start">
        <div className={styles["about"]}>
          <Group gap="xs">
            <Text fz="sm" fw={550} {...(state === "undone" && { td: "line-through", c: "dimmed" })}>
              {describeProcedure(procedure)}
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
          <Text fz="xs" c="dimmed" component="div">
            <OperationOrigin operation={operation} />
            {count(changes, "row")} · <RelativeTime at={at} />
          </Text>
        </div>
        <Group gap="xs">
          {changes > 0 && hasDetails && (
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              aria-expanded={isOpen}
              rightSection={isOpen ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
              onClick={details.toggle}
            >
              Details
            </Button>
          )}
          {isUndoable && <UndoButton operation={operation} />}
        </Group>
      </Group>
      {isOpen && <OperationChanges id={id} />}
    </li>
  );
}

/** Undoes the operation, or redoes it by undoing its undo. */
function UndoButton({ operation }: Pick<OperationRowProps, "operation">) {
  const undo = trpc.operations.undo.useMutation();
  const { id, procedure, state } = operation;
  const undoneBy = operation.undoneBy ?? undo.data?.operationId ?? null;
  const isApplied = state === "applied";
  if (!isApplied && undoneBy === null) return null;
  return (
    <Stack gap={undo.error === null ? 0 : "sm"} align="flex-end">
      <Button
        size="xs"
        variant="default"
        leftSection={isApplied ? <IconArrowBackUp size={16} /> : <IconArrowForwardUp size={16} />}
        loading={undo.isPending}
        onClick={() => undo.mutate({ id: isApplied ? id : (undoneBy ?? id) })}
        aria-label={`${isApplied ? "Undo" : "Redo"}: ${describeProcedure(procedure)}`}
      >
        {isApplied ? "Undo" : "Redo"}
      </Button>
      <div aria-live="polite">
        <FailureAlert error={undo.error} />
      </div>
    </Stack>
  );
}
