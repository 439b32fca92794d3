"use client";

import { Button, EmptyState } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { RouterOutputs } from "@pfn/api";
import { IconBuildingBank, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { AddAccountDialog } from "#ledger/add-account/add-account-dialog.tsx";
import type { Seed } from "#trpc/seed.ts";
import { useList } from "#trpc/use-list.ts";
import { formatCivilDate } from "#ui/dates.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { LoadMore } from "#ui/load-more.tsx";
import { PageHeader } from "#ui/page-header.tsx";
import { Panel } from "#ui/panel.tsx";
import type { Account } from "./account";
import { AccountTable } from "./account-table";
import { EditAccountDialog } from "./edit-account-dialog";

interface AccountsProps {
  baseCurrency: string;
  initial: Seed<RouterOutputs["accounts"]["list"]>;
}

/** Every account, closed ones included: looked up, added, renamed, closed. */
export function Accounts({ baseCurrency, initial }: AccountsProps) {
  const accounts = useList("accounts.list", {}, { initial });
  const [isAdding, adding] = useDisclosure();
  const [edited, setEdited] = useState<Account | null>(null);
  const asOf = accounts.items[0]?.asOf;
  return (
    <>
      <PageHeader title="Accounts" description={asOf && `Balances on ${formatCivilDate(asOf)}`}>
        <Button leftSection={<IconPlus size={18} stroke={1.75} />} onClick={adding.open}>
          Add account
        </Button>
      </PageHeader>
      <FailureAlert error={accounts.error} onRetry={() => void accounts.refetch()} />
      <Panel>
        {accounts.items.length === 0 ? (
          <NoAccounts />
        ) : (
          <AccountTable accounts={accounts.items} onEdit={setEdited} />
        )}
        <LoadMore list={accounts} p="md" />
      </Panel>
      <AddAccountDialog opened={isAdding} onClose={adding.close} baseCurrency={baseCurrency} />
      <EditAccountDialog account={edited} onClose={() => setEdited(null)} />
    </>
  );
}

function NoAccounts() {
  return (
    <EmptyState
      py="xl"
      icon={<IconBuildingBank stroke={1.5} />}
      title="No account yet"
      description="Add a checking account, a credit card or cash. Transactions belong to accounts."
    />
  );
}
