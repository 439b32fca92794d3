import { Button, Group, Text } from "@mantine/core";
import { trpc } from "#trpc/client.tsx";
import { count } from "#ui/count.ts";
import { Panel } from "#ui/panel.tsx";
import type { Decision, Import } from "./import-words";
import { Waiting } from "./waiting";

const POLL_MS = 500;

interface CommitBarProps {
  found: Import;
  decisions: ReadonlyMap<number, Decision>;
  isCommitting: boolean;
  onCommit: () => void;
}

/** What will be added, the button that adds it, and the progress. */
export function CommitBar({ found, decisions, isCommitting, onCommit }: CommitBarProps) {
  const chosen = [...decisions.values()];
  const added = found.rows.new + chosen.filter((decision) => decision === "import").length;
  const matched = chosen.filter((decision) => decision === "match").length;
  const held = found.rows.possible_match - chosen.length;
  return (
    <Panel p="lg">
      <Group justify="space-between">
        <Text fz="sm" role="status">
          {count(added, "transaction")} will be added
          {matched > 0 && `, ${count(matched, "row")} matched`}
          {held > 0 && `, ${count(held, "possible match", "possible matches")} held back`}.
        </Text>
        <Button onClick={onCommit} loading={isCommitting} disabled={added + matched === 0}>
          Add to the ledger
        </Button>
      </Group>
      {isCommitting && <CommitProgress id={found.id} added={added} />}
    </Panel>
  );
}

/**
 * Asks how many rows are written. The embedded database cannot say, so the bar then shows only that
 * work goes on.
 */
function CommitProgress({ id, added }: { id: string; added: number }) {
  const { data } = trpc.imports.get.useQuery(
    { id, limit: 1 },
    { refetchInterval: POLL_MS, gcTime: 0 },
  );
  const progress = data?.import.progress ?? null;
  const done = progress?.done.toLocaleString("en");
  const words =
    progress === null
      ? `Adding ${count(added, "transaction")}…`
      : `${done} of ${count(progress.total, "transaction")} written…`;
  return (
    <Waiting
      words={words}
      percent={progress === null ? null : Math.round((progress.done / progress.total) * 100)}
    />
  );
}
