import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useState } from "react";
import { Notice } from "#ui/notice.tsx";
import { Panel } from "#ui/panel.tsx";
import { CommitBar } from "./commit-bar";
import { FileSummary } from "./file-summary";
import { HowItIsRead } from "./how-it-is-read";
import type { Account, Decision, Preview } from "./import-words";
import { MappingEditor } from "./mapping-editor";
import { Questions } from "./questions";
import { RowList } from "./row-list";
import type { ImportProcess } from "./use-import";

interface ReviewFileProps {
  preview: Preview;
  process: ImportProcess;
  accounts: readonly Account[];
}

/** How the file is read, what its rows are, and which of them need a decision. */
export function ReviewFile({ preview, process, accounts }: ReviewFileProps) {
  const [decisions, setDecisions] = useState<ReadonlyMap<number, Decision>>(new Map());
  const { import: found } = preview;
  const account = accounts.find(({ id }) => id === process.accountId);

  function decide(index: number, decision: Decision | null) {
    const next = new Map(decisions);
    if (decision === null) next.delete(index);
    else next.set(index, decision);
    setDecisions(next);
  }

  return (
    <Stack gap="lg" aria-busy={process.isReading}>
      <Panel p="lg">
        <Group justify="space-between" align="flex-start" mb="md">
          <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
            <Title order={2} fz="lg">
              <bdi>{process.fileName}</bdi>
            </Title>
            <Text fz="sm" c="dimmed">
              For <bdi>{account?.name}</bdi>
              {preview.isRemembered && ". Read like this account’s last file of this format."}
            </Text>
          </div>
          <Button variant="default" onClick={process.reset}>
            Choose another file
          </Button>
        </Group>
        <Stack gap="md">
          <Questions
            ambiguous={preview.ambiguous}
            onSettle={process.settle}
            isDisabled={process.isReading}
          />
          {found && <FileSummary found={found} />}
          <HowItIsRead preview={preview} />
          {preview.columns.length > 0 && (
            <MappingEditor
              preview={preview}
              onSettle={process.settle}
              isDisabled={process.isReading}
            />
          )}
        </Stack>
      </Panel>
      {found && found.sameFileAs !== null && (
        <Notice>
          This file was already imported into this account. Only missing rows will be added.
        </Notice>
      )}
      {found && (
        <>
          <RowList
            importId={found.id}
            counts={found.rows}
            decisions={decisions}
            onDecide={decide}
          />
          <CommitBar
            found={found}
            decisions={decisions}
            isCommitting={process.isCommitting}
            onCommit={() => process.commit(found.id, decisions)}
          />
        </>
      )}
    </Stack>
  );
}
