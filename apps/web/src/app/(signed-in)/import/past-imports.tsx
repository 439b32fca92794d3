import { Badge, Button, Group, Text, Title } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { getQueryKey } from "@trpc/react-query";
import { trpc } from "../../../trpc/client";
import type { Seed } from "../../../trpc/seed";
import { usePages } from "../../../trpc/use-pages";
import { count } from "../../../ui/count";
import { FailureAlert } from "../../../ui/failure-alert";
import lines from "../../../ui/lines.module.css";
import { TextLink } from "../../../ui/links";
import { Panel } from "../../../ui/panel";
import { RelativeTime } from "../../../ui/time";
import { type Account, type Import, STATES } from "./import-words";

interface PastImportsProps {
  initial: Seed<RouterOutputs["imports"]["list"]>;
  accounts: readonly Account[];
}

/** The files that were looked at or added before, newest first. */
export function PastImports({ initial, accounts }: PastImportsProps) {
  const { client } = trpc.useUtils();
  const imports = usePages({
    queryKey: getQueryKey(trpc.imports.list, {}, "infinite"),
    read: (cursor) => client.imports.list.query({ cursor }),
    initial,
  });
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  if (imports.items.length === 0) return null;
  return (
    <section aria-labelledby="past-title">
      <Panel p="lg">
        <Title order={2} id="past-title" fz="lg">
          Files so far
        </Title>
        <Text fz="sm" c="dimmed" mb="sm">
          What was added can be taken back in the <TextLink href="/activity">activity</TextLink>; the same file can be
          imported again afterwards.
        </Text>
        <FailureAlert error={imports.error} onRetry={() => void imports.refetch()} />
        <ul className={lines["list"]}>
          {imports.items.map((item) => (
            <PastImport key={item.id} item={item} accountName={names.get(item.accountId) ?? "a closed account"} />
          ))}
        </ul>
        {imports.hasNextPage && (
          <Group justify="center" pt="md">
            <Button variant="default" loading={imports.isFetchingNextPage} onClick={() => void imports.fetchNextPage()}>
              Load more
            </Button>
          </Group>
        )}
      </Panel>
    </section>
  );
}

function PastImport({ item, accountName }: { item: Import; accountName: string }) {
  const { fileName, state, createdAt, rows } = item;
  const total = Object.values(rows).reduce((sum, number) => sum + number, 0);
  return (
    <li className={lines["row"]}>
      <Group justify="space-between" gap="sm">
        <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          <Text fz="sm" fw={550}>
            <bdi>{fileName}</bdi>
          </Text>
          <Text fz="xs" c="dimmed" component="div">
            {count(total, "row")} for <bdi>{accountName}</bdi> · <RelativeTime at={createdAt} />
          </Text>
        </div>
        <Badge variant={state === "committed" ? "light" : "default"} tt="none">
          {STATES[state]}
        </Badge>
      </Group>
    </li>
  );
}
