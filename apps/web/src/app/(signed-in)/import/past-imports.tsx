import { Badge, Button, Group, Text, Title } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { useUndo } from "#ledger/use-undo-toast.tsx";
import type { Seed } from "#trpc/seed.ts";
import { useList } from "#trpc/use-list.ts";
import { count } from "#ui/count.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import lines from "#ui/lines.module.css";
import { LoadMore } from "#ui/load-more.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/time.tsx";
import { type Account, type Import, rowsOf, STATES } from "./import-words";

interface PastImportsProps {
  initial: Seed<RouterOutputs["imports"]["list"]>;
  accounts: readonly Account[];
}

/** The files that were previewed or added before, newest first. */
export function PastImports({ initial, accounts }: PastImportsProps) {
  const imports = useList("imports.list", {}, { initial });
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  if (imports.items.length === 0) return null;
  return (
    <section aria-labelledby="past-title">
      <Panel p="lg">
        <Title order={2} id="past-title" fz="lg">
          Past imports
        </Title>
        <Text fz="sm" c="dimmed" mb="sm">
          You can undo an import, and import the same file again afterwards.
        </Text>
        <FailureAlert error={imports.error} onRetry={() => void imports.refetch()} />
        <ul className={lines["list"]}>
          {imports.items.map((item) => (
            <PastImport
              key={item.id}
              item={item}
              accountName={names.get(item.accountId) ?? "a closed account"}
            />
          ))}
        </ul>
        <LoadMore list={imports} pt="md" />
      </Panel>
    </section>
  );
}

function PastImport({ item, accountName }: { item: Import; accountName: string }) {
  const { fileName, state, createdAt, operationId } = item;
  const { undoOperation, isPending } = useUndo();
  return (
    <li className={lines["row"]}>
      <Group justify="space-between" gap="sm">
        <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          <Text fz="sm" fw={550}>
            <bdi>{fileName}</bdi>
          </Text>
          <Text fz="xs" c="dimmed" component="div">
            {count(rowsOf(item), "row")} for <bdi>{accountName}</bdi> ·{" "}
            <RelativeTime at={createdAt} />
          </Text>
        </div>
        <Group gap="sm" wrap="nowrap">
          <Badge variant={state === "committed" ? "light" : "default"} tt="none">
            {STATES[state]}
          </Badge>
          {operationId !== null && (
            <Button
              size="xs"
              variant="default"
              loading={isPending}
              onClick={() => void undoOperation(operationId)}
              aria-label={`Undo ${fileName}`}
            >
              Undo
            </Button>
          )}
        </Group>
      </Group>
    </li>
  );
}
