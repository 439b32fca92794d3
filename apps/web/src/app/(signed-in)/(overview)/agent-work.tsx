import { Text, Title } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { OperationRow } from "#ledger/operation-row/operation-row.tsx";
import lines from "#ui/lines.module.css";
import { ButtonLink } from "#ui/links.tsx";
import { Panel } from "#ui/panel.tsx";

const SHOWN = 4;

/** The latest changes made with keys, and a link to the rest of the log. */
export function AgentWork({
  operations,
}: {
  operations: RouterOutputs["operations"]["list"]["items"];
}) {
  const byKeys = operations.filter(({ actor }) => actor === "key").slice(0, SHOWN);
  return (
    <section aria-labelledby="agents-title">
      <Panel p="lg">
        <Title order={2} id="agents-title" fz="lg" mb="xs">
          What agents did lately
        </Title>
        {byKeys.length === 0 ? (
          <Text fz="sm" c="dimmed" mb="xs">
            No recent changes by agents.
          </Text>
        ) : (
          <ul className={lines["list"]}>
            {byKeys.map((operation) => (
              <OperationRow key={operation.id} operation={operation} isUndoable={false} />
            ))}
          </ul>
        )}
        <ButtonLink href="/activity" variant="default" size="xs" mt="sm">
          All activity
        </ButtonLink>
      </Panel>
    </section>
  );
}
