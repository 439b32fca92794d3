import { Affix, Button, Group, Paper, Text, Transition } from "@mantine/core";
import { modals } from "@mantine/modals";
import { count } from "#ui/count.ts";
import { gravely } from "#ui/dialog.ts";
import { CategorySelect } from "../category-select";
import type { Category, Transaction } from "../types";
import { MAX_ROWS, type RowActions } from "./use-row-actions";
import type { Selection } from "./use-selection";

interface SelectionBarProps {
  selection: Selection;
  actions: RowActions;
  categories: readonly Category[];
}

/** What can be done to all selected rows at once. */
export function SelectionBar({ selection, actions, categories }: SelectionBarProps) {
  const { rows, clear } = selection;
  const isTooMany = rows.length > MAX_ROWS;
  const apply = async (patch: Parameters<RowActions["change"]>[1]) => {
    await actions.change(rows, patch);
    clear();
  };
  return (
    <Affix
      position={{ bottom: 16, left: 16, right: 16 }}
      zIndex={150}
      style={{ pointerEvents: "none" }}
    >
      <Transition mounted={rows.length > 0} transition="slide-up">
        {(style) => (
          <Paper
            component="section"
            aria-label="Selection"
            shadow="lg"
            radius="lg"
            p="sm"
            maw={760}
            mx="auto"
            bd="1px solid var(--pfn-line)"
            style={{ ...style, pointerEvents: "auto" }}
          >
            <Group gap="sm">
              <Text fz="sm" fw={550} aria-live="polite">
                {isTooMany
                  ? `${rows.length} selected: at most ${MAX_ROWS} at once`
                  : `${rows.length} selected`}
              </Text>
              <CategorySelect
                aria-label="Category for the selected"
                placeholder="Category …"
                categories={categories}
                value={null}
                onChange={(categoryId) => void apply({ categoryId })}
                disabled={
                  isTooMany || actions.isBusy || !rows.every(({ kind }) => kind === "regular")
                }
                w={190}
              />
              <Button
                variant="default"
                disabled={isTooMany}
                loading={actions.isBusy}
                onClick={() => void apply({ review: "reviewed" })}
              >
                Mark reviewed
              </Button>
              <Button
                variant="default"
                c="var(--mantine-color-error)"
                disabled={isTooMany || actions.isBusy}
                onClick={() =>
                  askToDelete(rows, async () => {
                    await actions.remove(rows);
                    clear();
                  })
                }
              >
                Delete
              </Button>
              <Button variant="subtle" color="gray" onClick={clear}>
                Clear
              </Button>
            </Group>
          </Paper>
        )}
      </Transition>
    </Affix>
  );
}

/** Asks before several rows are deleted. For one row, a toast offers the undo. */
export function askToDelete(rows: readonly Transaction[], onConfirm: () => Promise<void>): void {
  if (rows.length === 1) return void onConfirm();
  modals.openConfirmModal({
    ...gravely,
    title: `Delete ${count(rows.length, "transaction")}?`,
    labels: { confirm: "Delete", cancel: "Cancel" },
    children: (
      <Text fz="sm">
        Balances change at once. You can undo this here for a few seconds, and later on the activity
        page.
      </Text>
    ),
    onConfirm: () => void onConfirm(),
  });
}
