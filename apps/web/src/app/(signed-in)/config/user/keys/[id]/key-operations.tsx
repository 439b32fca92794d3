import { Box, Group, Text, Title } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { OperationRow } from "#ledger/operation-row/operation-row.tsx";
import lines from "#ui/lines.module.css";
import { Panel } from "#ui/panel.tsx";
import { ResetTestButton } from "./reset-test-button";

/** The key's latest changes, each with a button to undo it. */
export function KeyOperations({
  integrationKey,
}: {
  integrationKey: RouterOutputs["integrationKeys"]["get"];
}) {
  const { operations, mode } = integrationKey;
  return (
    <section aria-labelledby="operations-title">
      <Panel p="lg">
        <Group justify="space-between" align="flex-start" gap="sm" mb="sm">
          <Box flex="1 1 240px">
            <Title order={2} id="operations-title" fz="lg">
              What it changed
            </Title>
            <Text fz="sm" c="dimmed">
              {mode === "live"
                ? "Latest first. Reads are not listed."
                : "In the test ledger, latest first. Only the key itself can undo these."}
            </Text>
          </Box>
          {mode === "test" && <ResetTestButton />}
        </Group>
        {operations.length === 0 ? (
          <Text fz="sm" py="lg">
            No changes yet.
          </Text>
        ) : (
          <ul className={lines["list"]}>
            {operations.map((operation) => (
              <OperationRow key={operation.id} operation={operation} isUndoable={mode === "live"} />
            ))}
          </ul>
        )}
      </Panel>
    </section>
  );
}
