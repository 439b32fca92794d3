"use client";

import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { RouterOutputs } from "@pfn/api";
import { IconPlus } from "@tabler/icons-react";
import { trpc } from "#trpc/client.tsx";
import { fromSeed, type Seed } from "#trpc/seed.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { PageHeader } from "#ui/page-header.tsx";
import { Panel } from "#ui/panel.tsx";
import { AddTransactionDialog } from "./edit/add-transaction-dialog";
import { FilterBar } from "./filter/filter-bar";
import { useFilters } from "./filter/use-filters";
import { KeyboardHelp } from "./list/keyboard-help";
import { NothingFound } from "./list/nothing-found";
import { SelectionBar } from "./list/selection-bar";
import { Totals } from "./list/totals";
import { TransactionList } from "./list/transaction-list";
import { useRowActions } from "./list/use-row-actions";
import { useSelection } from "./list/use-selection";
import { type InitialPage, useTransactions } from "./list/use-transactions";

interface TransactionsProps {
  initial: InitialPage;
  initialAccounts: Seed<RouterOutputs["accounts"]["list"]>;
  initialCategories: Seed<RouterOutputs["categories"]["list"]>;
}

/** Find, add, change, split, categorize, delete: the daily work on the books. */
export function Transactions({ initial, initialAccounts, initialCategories }: TransactionsProps) {
  const accounts = trpc.accounts.list.useQuery(undefined, fromSeed(initialAccounts)).data.items;
  const categories = trpc.categories.list.useQuery(undefined, fromSeed(initialCategories)).data
    .items;
  const [filters, changeFilters] = useFilters();
  const found = useTransactions(filters, initial);
  const selection = useSelection(found.items);
  const actions = useRowActions();
  const [isAdding, adding] = useDisclosure();
  const choices = { accounts, categories };
  return (
    <>
      <PageHeader title="Transactions" description={<Totals filters={filters} />}>
        <Group gap="xs">
          <KeyboardHelp />
          {accounts.length > 0 && (
            <Button leftSection={<IconPlus size={18} stroke={1.75} />} onClick={adding.open}>
              Add transaction
            </Button>
          )}
        </Group>
      </PageHeader>
      <FilterBar filters={filters} onChange={changeFilters} {...choices} />
      <FailureAlert error={found.error} onRetry={() => void found.refetch()} />
      <Panel>
        {found.items.length === 0 && !found.isFetching && found.error === null ? (
          <NothingFound
            hasAccounts={accounts.length > 0}
            isFiltered={Object.keys(filters).length > 0}
          />
        ) : (
          <TransactionList found={found} {...{ selection, actions, choices }} />
        )}
      </Panel>
      <SelectionBar {...{ selection, actions, categories }} />
      <AddTransactionDialog opened={isAdding} onClose={adding.close} {...{ choices, filters }} />
    </>
  );
}
