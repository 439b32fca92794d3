import { Badge, Text } from "@mantine/core";
import { ACCOUNT_TYPES } from "#ledger/account-types.ts";
import { DataCell, DataRow, DataTable } from "#ui/data-table.tsx";
import { formatCivilDate } from "#ui/dates.ts";
import { formatAmount, isZero, type Money } from "#ui/money.ts";
import type { Account } from "./account";
import { AccountMenu } from "./account-menu";
import styles from "./account-table.module.css";

const COLUMNS = [
  { title: "Account" },
  { title: "Type", width: 150 },
  { title: "Balance", align: "right", width: 170 },
  { title: "Pending", align: "right", width: 150 },
  { title: "Actions", align: "hidden", width: 74 },
] as const;

interface AccountTableProps {
  accounts: readonly Account[];
  onEdit: (account: Account) => void;
}

/** Open accounts first, then closed ones, each by name. */
export function AccountTable({ accounts, onEdit }: AccountTableProps) {
  const sorted = [
    ...accounts.filter(({ closedOn }) => closedOn === null),
    ...accounts.filter(({ closedOn }) => closedOn !== null),
  ];
  return (
    <DataTable label="Accounts" columns={COLUMNS} rowClass={styles["row"]}>
      {sorted.map((account) => (
        <AccountRow key={account.id} account={account} onEdit={onEdit} />
      ))}
    </DataTable>
  );
}

function AccountRow({
  account,
  onEdit,
}: {
  account: Account;
  onEdit: AccountTableProps["onEdit"];
}) {
  const { name, type, note, closedOn, posted, pending } = account;
  return (
    <DataRow isMuted={closedOn !== null}>
      <DataCell area="name">
        <Text fz="sm" fw={600} className={styles["text"]}>
          <bdi>{name}</bdi>
        </Text>
        {note && (
          <Text fz="xs" c="dimmed" className={styles["note"]}>
            <bdi>{note}</bdi>
          </Text>
        )}
        {closedOn !== null && (
          <Badge size="sm" variant="default" tt="none" mt={4}>
            Closed on {formatCivilDate(closedOn)}
          </Badge>
        )}
      </DataCell>
      <DataCell area="kind">
        <Text fz="sm" c="dimmed">
          {ACCOUNT_TYPES[type]}
        </Text>
      </DataCell>
      <DataCell area="posted" align="right">
        <Figure money={posted} isStrong />
      </DataCell>
      <DataCell area="pending" align="right">
        {!isZero(pending) && (
          <>
            <Figure money={pending} />
            <Text fz="xs" c="dimmed" className={styles["word"]}>
              pending
            </Text>
          </>
        )}
      </DataCell>
      <DataCell area="menu" align="right">
        <AccountMenu account={account} onEdit={onEdit} />
      </DataCell>
    </DataRow>
  );
}

function Figure({ money, isStrong = false }: { money: Money; isStrong?: boolean }) {
  return (
    <Text fz="sm" {...(isStrong && { fw: 600 })} className={styles["text"]}>
      {formatAmount(money)}{" "}
      <Text span fz="xs" fw={400} c="dimmed">
        {money.currency}
      </Text>
    </Text>
  );
}
