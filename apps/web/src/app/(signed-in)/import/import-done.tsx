import { Button, Group, Text, Title } from "@mantine/core";
import { count } from "#ui/count.ts";
import { ButtonLink } from "#ui/links.tsx";
import { formatAmount } from "#ui/money.ts";
import { Panel } from "#ui/panel.tsx";
import type { Committed } from "./import-words";

/** What happened to the rows of the files. */
export function ImportDone({
  committed,
  onAnother,
}: {
  committed: Committed;
  onAnother: () => void;
}) {
  const { imported, matched, held, skipped, duplicate, previously_deleted, not_booked, error } =
    committed.rows;
  const { transfers, categoriesCreated } = committed;
  const others = [
    [matched, "matched with existing transactions"],
    [held, "held back, because you have not decided about them"],
    [skipped, "skipped by you"],
    [duplicate, "already in the ledger"],
    [previously_deleted, "skipped, because you deleted them before"],
    [not_booked, "held back, because the bank has not booked them"],
    [error, "could not be read"],
  ] as const;
  return (
    <Panel p="lg">
      <Title order={2} fz="lg" mb={4}>
        {count(imported, "transaction")} added
      </Title>
      <ul>
        {others.map(
          ([number, words]) =>
            number > 0 && <li key={words}>{`${count(number, "row")} ${words}`}</li>,
        )}
        {transfers.linked > 0 && <li>{count(transfers.linked, "transfer")} linked</li>}
        {categoriesCreated > 0 && (
          <li>{count(categoriesCreated, "category", "categories")} created</li>
        )}
      </ul>
      {committed.balancesAfter.map(({ accountId, name, posted }) => (
        <Text key={accountId} fz="sm" mb="md" style={{ overflowWrap: "anywhere" }}>
          <bdi>{name}</bdi> now holds {formatAmount(posted)} {posted.currency}.
        </Text>
      ))}
      <Group>
        <Button onClick={onAnother}>Import another file</Button>
        <ButtonLink href="/transactions" variant="default">
          See the transactions
        </ButtonLink>
        <ButtonLink href="/activity" variant="default">
          View in activity
        </ButtonLink>
      </Group>
    </Panel>
  );
}
