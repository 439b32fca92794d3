"use client";

import { Button, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus } from "@tabler/icons-react";
import { AddAccountDialog } from "#ledger/add-account/add-account-dialog.tsx";
import type { Seed } from "#trpc/seed.ts";
import { formatCivilDate } from "#ui/dates.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { PageHeader } from "#ui/page-header.tsx";
import { AgentWork } from "./agent-work";
import { Balances } from "./balances";
import { DemoNotice } from "./demo-notice";
import { EmptyLedger } from "./empty-ledger";
import { LatestTransactions } from "./latest-transactions";
import styles from "./overview.module.css";
import { Reports } from "./reports";
import { type Ledger, useLedger } from "./use-ledger";

interface OverviewProps {
  baseCurrency: string;
  /** What the server knew when it rendered the page. */
  initial: Seed<Ledger>;
}

/**
 * Accounts with their balances, where the money goes, what agents did and the latest transactions;
 * in an empty ledger, the ways to begin.
 */
export function Overview({ initial, baseCurrency }: OverviewProps) {
  const ledger = useLedger(initial);
  const { accounts, demo, operations } = ledger;
  const [isAdding, adding] = useDisclosure();
  const { items } = accounts.data;
  const asOf = items[0]?.asOf;
  return (
    <>
      <PageHeader title="Overview" description={asOf && `Balances on ${formatCivilDate(asOf)}`}>
        {items.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconPlus size={18} stroke={1.75} />}
            onClick={adding.open}
          >
            Add account
          </Button>
        )}
      </PageHeader>
      <FailureAlert error={accounts.error} onRetry={() => void accounts.refetch()} />
      {items.length === 0 ? (
        <EmptyLedger onAddAccount={adding.open} />
      ) : (
        <>
          <DemoNotice {...demo.data} />
          <div className={styles["columns"]}>
            <Stack gap="lg">
              <Balances accounts={items} hasMore={accounts.data.nextCursor !== null} />
              <AgentWork operations={operations.data.items} />
            </Stack>
            <Reports ledger={ledger} baseCurrency={baseCurrency} />
            <div className={styles["wide"]}>
              <LatestTransactions ledger={ledger} />
            </div>
          </div>
        </>
      )}
      <AddAccountDialog opened={isAdding} onClose={adding.close} baseCurrency={baseCurrency} />
    </>
  );
}
