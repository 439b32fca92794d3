import { Loader, Table, VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { EditTransaction } from "../edit/edit-transaction";
import type { Choices } from "../types";
import styles from "./transaction-list.module.css";
import { TransactionRow } from "./transaction-row";
import { type RowPart, useListKeys } from "./use-list-keys";
import type { RowActions } from "./use-row-actions";
import type { Selection } from "./use-selection";
import type { FoundTransactions } from "./use-transactions";
import { useVirtualRows } from "./use-virtual-rows";

interface TransactionListProps {
  found: FoundTransactions;
  selection: Selection;
  actions: RowActions;
  choices: Choices;
}

/** So close to the end of what is loaded, in rows, the next page is fetched. */
const FETCH_AHEAD = 30;

const COLUMNS = ["Select", "Date", "Payee", "Category", "Account", "Amount", "Edit"] as const;

/**
 * The rows that the window holds, out of any number: more are fetched as they are scrolled to. One
 * row at a time is open for changes.
 */
export function TransactionList({ found, selection, actions, choices }: TransactionListProps) {
  const { items: rows, hasNextPage } = found;
  const frame = useRef<HTMLTableSectionElement>(null);
  const [open, setOpen] = useState<{ id: string; part: RowPart } | null>(null);
  const openIndex = rows.findIndex(({ id }) => id === open?.id);
  // Gone from the list, such as by another filter: it does not open again when it comes back.
  if (open !== null && openIndex < 0) setOpen(null);
  const virtual = useVirtualRows({ frame, rows, kept: openIndex });
  const keys = useListKeys({
    ...{ frame, rows, selection, actions },
    isResting: openIndex >= 0,
    open: setOpen,
    scrollTo: virtual.scrollToIndex,
  });
  const items = virtual.getVirtualItems();
  useReadAhead(found, items.at(-1)?.index ?? 0);
  const close = () => {
    setOpen(null);
    keys.focusActive();
  };
  return (
    <Table
      unstyled
      role="table"
      aria-label="Transactions"
      aria-rowcount={hasNextPage ? -1 : rows.length}
      className={styles["table"] ?? ""}
      // Rows of the filters before, until those of the new ones are there.
      aria-busy={found.isPlaceholderData}
      onKeyDown={keys.onKeyDown}
    >
      <Head />
      <Table.Tbody
        role="rowgroup"
        ref={frame}
        className={styles["rows"]}
        style={{ height: virtual.getTotalSize() }}
      >
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const isOpen = open?.id === row.id;
          return (
            <TransactionRow
              key={key}
              {...{ row, selection, actions, choices, index }}
              measure={virtual.measureElement}
              top={start - virtual.options.scrollMargin}
              isActive={keys.active === index}
              isChoosing={isOpen && open.part === "category"}
              onFocus={() => keys.setActive(index)}
              onOpen={(part) => {
                keys.setActive(index);
                setOpen({ id: row.id, part });
              }}
              onClose={close}
              onLeave={() => setOpen(null)}
            >
              {isOpen && open.part !== "category" && (
                <EditTransaction {...{ row, choices }} startsAt={open.part} onClose={close} />
              )}
            </TransactionRow>
          );
        })}
      </Table.Tbody>
      {found.isFetchingNextPage && (
        <Table.Caption className={styles["more"]}>
          <Loader size="sm" aria-label="Loading more" />
        </Table.Caption>
      )}
    </Table>
  );
}

/** Reads the next page before the last row that the window shows is the last one known. */
function useReadAhead(found: FoundTransactions, last: number): void {
  const { items, hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last > items.length - FETCH_AHEAD)
      void fetchNextPage();
  }, [last, items.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
}

/**
 * Roles are spelled out, because some browsers forget them for elements that are laid out
 * otherwise.
 */
function Head() {
  return (
    <Table.Thead role="rowgroup">
      <Table.Tr role="row" className={`${styles["row"]} ${styles["head"]}`}>
        {COLUMNS.map((title) => (
          <Table.Th key={title} role="columnheader" scope="col" data-area={title.toLowerCase()}>
            {title === "Select" || title === "Edit" ? (
              <VisuallyHidden>{title}</VisuallyHidden>
            ) : (
              title
            )}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}
