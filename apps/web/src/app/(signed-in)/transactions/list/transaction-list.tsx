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

/** The next page is fetched this many rows before the end of what is loaded. */
const FETCH_AHEAD = 30;

const COLUMNS = ["Select", "Date", "Payee", "Category", "Account", "Amount", "Edit"] as const;

/**
 * The rows that the window holds, out of any number: more are fetched as they are scrolled to. One
 * row at a time is open for changes.
 */
export function TransactionList({ found, selection, actions, choices }: TransactionListProps) {
  const { items: rows, hasNextPage } = found;
  const frame = useRef<HTMLTableSectionElement>(null);
  const { open, openIndex, setOpen } = useOpenRow(rows);
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
      // Until the new rows arrive, the previous filter's rows are shown.
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
          const part = open?.id === row.id ? open.part : null;
          return (
            <TransactionRow
              key={key}
              {...{ row, selection, actions, choices, index }}
              measure={virtual.measureElement}
              top={start - virtual.options.scrollMargin}
              isActive={keys.active === index}
              isChoosing={part === "category"}
              onFocus={() => keys.setActive(index)}
              onOpen={(opened) => {
                keys.setActive(index);
                setOpen({ id: row.id, part: opened });
              }}
              onClose={close}
              onLeave={() => setOpen(null)}
            >
              {part !== null && part !== "category" && (
                <EditTransaction {...{ row, choices }} startsAt={part} onClose={close} />
              )}
            </TransactionRow>
          );
        })}
      </Table.Tbody>
      <LoadingMore isShown={found.isFetchingNextPage} />
    </Table>
  );
}

/** Which row is open, and which part of it. */
function useOpenRow(rows: FoundTransactions["items"]) {
  const [open, setOpen] = useState<{ id: string; part: RowPart } | null>(null);
  const openIndex = rows.findIndex(({ id }) => id === open?.id);
  // A row that left the list, such as by another filter, does not open again when it comes back.
  if (open !== null && openIndex < 0) setOpen(null);
  return { open, openIndex, setOpen };
}

function LoadingMore({ isShown }: { isShown: boolean }) {
  if (!isShown) return null;
  return (
    <Table.Caption className={styles["more"]}>
      <Loader size="sm" aria-label="Loading more" />
    </Table.Caption>
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

/** Roles are written out, because some browsers drop them when CSS changes the layout. */
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
