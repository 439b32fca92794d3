import { EmptyState, Group, Stack, Title } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { DataTable } from "#ui/data-table.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { ButtonLink } from "#ui/links.tsx";
import { LoadMore } from "#ui/load-more.tsx";
import { Panel } from "#ui/panel.tsx";
import { ReviewLink } from "./review-link";
import { TransactionRow } from "./transaction-row";
import styles from "./transaction-row.module.css";
import type { LedgerQueries } from "./use-ledger";

const COLUMNS = [
  { title: "Date", width: 100 },
  { title: "Payee" },
  { title: "Category" },
  { title: "Account" },
  { title: "Amount", align: "right", width: 148 },
] as const;

/** The latest transactions, newest first, and which key added them. */
export function LatestTransactions({ ledger }: { ledger: LedgerQueries }) {
  const { accounts, categories, transactions } = ledger;
  const { items: rows } = transactions;
  const names = {
    today: accounts.data.items[0]?.asOf ?? "",
    accountNames: new Map(accounts.data.items.map(({ id, name }) => [id, name])),
    categoryNames: new Map(categories.data.items.map(({ id, name }) => [id, name])),
  };
  return (
    <Stack component="section" gap="sm" aria-labelledby="transactions-title">
      <FailureAlert error={transactions.error} onRetry={() => void transactions.refetch()} />
      <Panel>
        <Group justify="space-between" px={20} pt={18} pb={6}>
          <Title order={2} id="transactions-title" fz="lg">
            Latest transactions
          </Title>
          <ReviewLink />
        </Group>
        {rows.length === 0 ? (
          <NoTransactions />
        ) : (
          <DataTable label="Latest transactions" columns={COLUMNS} rowClass={styles["row"]}>
            {rows.map((row) => (
              <TransactionRow key={row.id} transaction={row} {...names} />
            ))}
          </DataTable>
        )}
        <LoadMore list={transactions} p="md" className={styles["more"] ?? ""} />
      </Panel>
    </Stack>
  );
}

function NoTransactions() {
  return (
    <EmptyState
      py="xl"
      px="md"
      icon={<IconReceipt stroke={1.5} />}
      title="No transactions yet"
      description="Give an agent or a script a key, and let it add your transactions."
    >
      <EmptyState.Actions>
        <ButtonLink href="/config/user" variant="default">
          Create a key
        </ButtonLink>
      </EmptyState.Actions>
    </EmptyState>
  );
}
