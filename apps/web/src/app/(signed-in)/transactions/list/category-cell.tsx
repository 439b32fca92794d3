import { Text, UnstyledButton } from "@mantine/core";
import { CategorySelect } from "../category-select";
import type { Category, Choices, Transaction } from "../types";
import styles from "./transaction-list.module.css";
import type { RowPart } from "./use-list-keys";
import type { RowActions } from "./use-row-actions";

interface CategoryCellProps {
  row: Transaction;
  choices: Choices;
  actions: RowActions;
  isChoosing: boolean;
  onOpen: (part: RowPart) => void;
  /** Gives the focus back to the row. */
  onClose: () => void;
  /** The focus went elsewhere, and stays there. */
  onLeave: () => void;
}

const KINDS = {
  transfer: "Transfer",
  opening: "Opening balance",
  adjustment: "Adjustment",
} as const;

/**
 * The category, and a way to choose another one in place. A split opens for editing; what has no
 * category says why.
 */
export function CategoryCell({
  row,
  choices,
  actions,
  isChoosing,
  onOpen,
  onClose,
  onLeave,
}: CategoryCellProps) {
  if (row.kind !== "regular") {
    return (
      <Text fz="sm" c="dimmed">
        {KINDS[row.kind]}
      </Text>
    );
  }
  const [only, ...more] = row.lines;
  const choose = async (categoryId: string | null) => {
    onClose();
    if (categoryId !== only?.categoryId) await actions.change([row], { categoryId });
  };
  if (isChoosing) {
    return (
      <CategorySelect
        aria-label={`Category of ${row.payee}`}
        categories={choices.categories}
        value={only?.categoryId ?? null}
        onChange={(categoryId) => void choose(categoryId)}
        size="xs"
        autoFocus
        defaultDropdownOpened
        onBlur={onLeave}
        onKeyDown={({ key }) => key === "Escape" && onClose()}
      />
    );
  }
  const name = describeLines(row, choices.categories);
  return (
    <UnstyledButton
      className={styles["category"]}
      aria-label={`Category of ${row.payee}: ${name}`}
      data-empty={only?.categoryId === null || undefined}
      onClick={() => onOpen(more.length === 0 ? "category" : "parts")}
    >
      <bdi>{name}</bdi>
    </UnstyledButton>
  );
}

function describeLines({ lines }: Transaction, categories: readonly Category[]): string {
  const names = lines.map(
    ({ categoryId }) => categories.find(({ id }) => id === categoryId)?.name ?? "Uncategorized",
  );
  const [first = "Uncategorized", ...others] = [...new Set(names)];
  return lines.length === 1 ? first : `Split: ${[first, ...others].join(", ")}`;
}
