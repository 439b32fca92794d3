"use client";

import { Button, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { RouterOutputs } from "@pfn/api";
import { IconPlus } from "@tabler/icons-react";
import { trpc } from "../../../trpc/client";
import { fromSeed, type Seed } from "../../../trpc/seed";
import { FailureAlert } from "../../../ui/failure-alert";
import { PageHeader } from "../../../ui/page-header";
import { Panel } from "../../../ui/panel";
import { AddTransactionDialog } from "./add-transaction-dialog";
import { FilterBar } from "./filter-bar";
import { KeyboardHelp } from "./keyboard-help";
import { NothingFound } from "./nothing-found";
import { SelectionBar } from "./selection-bar";
import { Totals } from "./totals";
import { TransactionList } from "./transaction-list";
import { useFilters } from "./use-filters";
import { useRowActions } from "./use-row-actions";
import { useSelection } from "./use-selection";
import { type InitialPage, useTransactions } from "./use-transactions";

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
