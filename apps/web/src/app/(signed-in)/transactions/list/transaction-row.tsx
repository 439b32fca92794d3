import { ActionIcon, Checkbox, Table, Text } from "@mantine/core";
import { IconCheck, IconPencil } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { KeyBadge } from "#ledger/key-badge.tsx";
import { TransactionAmount } from "#ledger/transaction-amount.tsx";
import { formatCivilDate } from "#ui/dates.ts";
import type { Choices, Transaction } from "../types";
import { CategoryCell } from "./category-cell";
import styles from "./transaction-list.module.css";
import type { RowPart } from "./use-list-keys";
import type { RowActions } from "./use-row-actions";
import type { Selection } from "./use-selection";

interface TransactionRowProps {
  row: Transaction;
  index: number;
  selection: Selection;
  actions: RowActions;
  choices: Choices;
  isActive: boolean;
  /** Whether its category is being chosen. */
  isChoosing: boolean;
  onFocus: () => void;
  onOpen: (part: RowPart) => void;
  onClose: () => void;
  onLeave: () => void;
  /** Measures the height of the row for the list. */
  measure: (element: HTMLElement | null) => void;
  /** In px from the top of the list. */
  top: number;
  /** What is open below the row. */
  children: ReactNode;
}

/**
 * One transaction. Payees, notes and bank texts are other people's: shown as they are, never
 * interpreted (A10).
 */
export function TransactionRow({
  row,
  index,
  selection,
  isActive,
  onFocus,
  onOpen,
  ...rest
}: TransactionRowProps) {
  const { id, date, payee, accountId } = row;
  const isSelected = selection.ids.has(id);
  const account = rest.choices.accounts.find((candidate) => candidate.id === accountId);
  return (
    <Table.Tr
      role="row"
      aria-rowindex={index + 1}
      aria-selected={isSelected}
      data-index={index}
      ref={rest.measure}
      tabIndex={isActive ? 0 : -1}
      className={`${styles["row"]} ${styles["place"]}`}
      style={{ transform: `translateY(${rest.top}px)` }}
      onFocus={onFocus}
    >
      <Table.Td role="cell" data-area="select">
        <Checkbox
          aria-label={`Select ${payee}`}
          checked={isSelected}
          onClick={({ shiftKey }) => selection.toggle(id, { isRange: shiftKey })}
          onChange={() => undefined}
        />
      </Table.Td>
      <Table.Td role="cell" data-area="date" className={styles["pale"]}>
        {formatCivilDate(date)}
      </Table.Td>
      <Table.Td role="cell" data-area="payee">
        <PayeeText row={row} />
      </Table.Td>
      <Table.Td role="cell" data-area="category">
        <CategoryCell row={row} onOpen={onOpen} {...rest} />
      </Table.Td>
      <Table.Td role="cell" data-area="account" className={styles["pale"]}>
        <bdi>{account?.name ?? "Unknown account"}</bdi>
      </Table.Td>
      <Table.Td role="cell" data-area="amount">
        <TransactionAmount amount={row.amount} status={row.status} />
      </Table.Td>
      <Table.Td role="cell" data-area="edit">
        <ReviewButton row={row} actions={rest.actions} />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Edit ${payee}`}
          onClick={() => onOpen("row")}
        >
          <IconPencil size={18} stroke={1.75} />
        </ActionIcon>
      </Table.Td>
      {rest.children && (
        <Table.Td role="cell" data-area="form">
          {rest.children}
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function PayeeText({ row: { payee, note, createdBy } }: Pick<TransactionRowProps, "row">) {
  return (
    <>
      <Text fz="sm" fw={550}>
        <bdi>{payee}</bdi>
      </Text>
      {note !== null && (
        <Text fz="xs" c="dimmed" lineClamp={1}>
          <bdi>{note}</bdi>
        </Text>
      )}
      {createdBy.keyId !== null && <KeyBadge id={createdBy.keyId} label={createdBy.keyLabel} />}
    </>
  );
}

/** Toggles whether the transaction is reviewed. */
function ReviewButton({ row, actions }: Pick<TransactionRowProps, "row" | "actions">) {
  const isReviewed = row.review === "reviewed";
  return (
    <ActionIcon
      {...(isReviewed ? { variant: "light" } : { variant: "subtle", color: "gray" })}
      aria-label={`Reviewed: ${row.payee}`}
      aria-pressed={isReviewed}
      onClick={() => void actions.change([row], { review: isReviewed ? "unreviewed" : "reviewed" })}
    >
      <IconCheck size={18} stroke={1.75} />
    </ActionIcon>
  );
}
