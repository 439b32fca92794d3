"use client";

import type { RouterOutputs } from "@pfn/api";
import { trpc } from "#trpc/client.tsx";
import { fromSeed, type Seed } from "#trpc/seed.ts";
import { count } from "#ui/count.ts";
import { DataTable } from "#ui/data-table.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { PageHeader } from "#ui/page-header.tsx";
import { Panel } from "#ui/panel.tsx";
import { HealthPanel } from "./health-panel";
import { Invitations } from "./invitations";
import { UserRow } from "./user-row";
import styles from "./user-row.module.css";

const COLUMNS = [
  { title: "Person" },
  { title: "Role", width: 150 },
  { title: "State", width: 130 },
  { title: "Since", width: 130 },
  { title: "Actions", align: "hidden", width: 74 },
] as const;

interface UsersProps {
  /** The administrator who looks at the page, and can change only others. */
  ownId: string;
  initial: Seed<RouterOutputs["admin"]["users"]>;
  invitations: Seed<RouterOutputs["admin"]["invitations"]>;
  health: RouterOutputs["admin"]["health"];
}

/** The accounts on this server, and what an administrator can do. It shows nobody's money. */
export function Users({ ownId, initial, invitations, health }: UsersProps) {
  const users = trpc.admin.users.useQuery(undefined, fromSeed(initial));
  const { items } = users.data;
  return (
    <>
      <PageHeader
        title="People"
        description={`${count(items.length, "account")} on this server. Their ledgers are private.`}
      />
      <FailureAlert error={users.error} onRetry={() => void users.refetch()} />
      <Panel mb="lg">
        <DataTable label="People" columns={COLUMNS} rowClass={styles["row"]}>
          {items.map((user) => (
            <UserRow key={user.id} user={user} isOneself={user.id === ownId} />
          ))}
        </DataTable>
      </Panel>
      <Invitations initial={invitations} />
      <HealthPanel health={health} />
    </>
  );
}
