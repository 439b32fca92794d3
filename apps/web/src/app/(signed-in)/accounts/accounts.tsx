"use client";

import { Button, EmptyState, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { RouterOutputs } from "@pfn/api";
import { IconBuildingBank, IconPlus } from "@tabler/icons-react";
import { getQueryKey } from "@trpc/react-query";
import { useState } from "react";
import { trpc } from "../../../trpc/client";
import type { Seed } from "../../../trpc/seed";
import { usePages } from "../../../trpc/use-pages";
import { formatCivilDate } from "../../../ui/dates";
import { FailureAlert } from "../../../ui/failure-alert";
import { PageHeader } from "../../../ui/page-header";
import { Panel } from "../../../ui/panel";
import { AddAccountDialog } from "../(overview)/add-account-dialog";
import type { Account } from "./account";
import { AccountTable } from "./account-table";
import { EditAccountDialog } from "./edit-account-dialog";

interface AccountsProps {
  baseCurrency: string;
  initial: Seed<RouterOutputs["accounts"]["list"]>;
}

/** Every account, closed ones included: looked up, added, renamed, closed. */
export function Accounts({ baseCurrency, initial }: AccountsProps) {
  const { client } = trpc.useUtils();
  const accounts = usePages({
    queryKey: getQueryKey(trpc.accounts.list, {}, "infinite"),
    read: (cursor) => client.accounts.list.query({ cursor }),
    initial,
  });
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
        {accounts.items.length === 0 ? <NoAccounts /> : <AccountTable accounts={accounts.items} onEdit={setEdited} />}
        {accounts.hasNextPage && (
          <Group justify="center" p="md">
            <Button
              variant="default"
              loading={accounts.isFetchingNextPage}
              onClick={() => void accounts.fetchNextPage()}
            >
              Load more
            </Button>
          </Group>
        )}
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
      description="Add your checking account, a credit card or the cash in your purse. Transactions go into accounts."
    />
  );
}
