import { Badge, Text } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { formatAmount, isIncome } from "#ui/money.ts";
import styles from "./transaction-amount.module.css";

type Transaction = RouterOutputs["transactions"]["list"]["items"][number];

/**
 * What a transaction moves: money that came in has a plus and a colour, and money that the bank has
 * not booked yet has a word for it.
 */
export function TransactionAmount({ amount, status }: Pick<Transaction, "amount" | "status">) {
  return (
    <>
      <Text
        fz="sm"
        fw={550}
        className={styles["amount"]}
        data-income={isIncome(amount) || undefined}
      >
        {isIncome(amount) && "+"}
        {formatAmount(amount)}{" "}
        <Text span fz="xs" fw={400} c="dimmed">
          {amount.currency}
        </Text>
      </Text>
      {status === "pending" && (
        <Badge size="sm" variant="light" color="gray" tt="none">
          Pending
        </Badge>
      )}
    </>
  );
}
