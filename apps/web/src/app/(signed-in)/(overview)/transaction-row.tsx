import { Text } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { KeyBadge } from "#ledger/key-badge.tsx";
import { TransactionAmount } from "#ledger/transaction-amount.tsx";
import { DataCell, DataRow } from "#ui/data-table.tsx";
import { formatCivilDate } from "#ui/dates.ts";
import styles from "./transaction-row.module.css";

type Transaction = RouterOutputs["transactions"]["list"]["items"][number];

interface TransactionRowProps {
  transaction: Transaction;
  /** Civil date; a year that differs from its year is shown. */
  today: string;
  accountNames: ReadonlyMap<string, string>;
  categoryNames: ReadonlyMap<string, string>;
}

/** One transaction. Payees are other people's text: shown as it is, never interpreted (A10). */
export function TransactionRow({
  transaction,
  today,
  accountNames,
  categoryNames,
}: TransactionRowProps) {
  const { date, payee, amount, status, createdBy, accountId } = transaction;
  return (
    <DataRow>
      <DataCell area="date">
        <Text fz="sm" c="dimmed" className={styles["date"]}>
          {formatCivilDate(date, today)}
        </Text>
      </DataCell>
      <DataCell area="payee">
        <Text fz="sm" fw={550} className={styles["text"]}>
          <bdi>{payee}</bdi>
        </Text>
        {createdBy.keyId !== null && <KeyBadge id={createdBy.keyId} label={createdBy.keyLabel} />}
      </DataCell>
      <DataCell area="category">
        <CategoryText transaction={transaction} names={categoryNames} />
      </DataCell>
      <DataCell area="account">
        <Text fz="sm" c="dimmed" className={styles["text"]}>
          <bdi>{accountNames.get(accountId) ?? "Unknown account"}</bdi>
        </Text>
      </DataCell>
      <DataCell area="amount" align="right">
        <TransactionAmount amount={amount} status={status} />
      </DataCell>
    </DataRow>
  );
}

function CategoryText({
  transaction: { kind, lines },
  names,
}: {
  transaction: Transaction;
  names: ReadonlyMap<string, string>;
}) {
  const [first, ...others] = [...new Set(lines.map(({ categoryId }) => categoryId))];
  const name = first ? names.get(first) : undefined;
  const plain =
    kind === "transfer" ? "Transfer" : kind === "opening" ? "Opening balance" : "Uncategorized";
  return (
    <Text fz="sm" {...(name === undefined && { c: "dimmed" })} className={styles["text"]}>
      <bdi>{name ?? plain}</bdi>
      {others.length > 0 && ` and ${others.length} more`}
    </Text>
  );
}
