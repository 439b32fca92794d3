import { Loader, Table, VisuallyHidden } from "@mantine/core";
import type { VirtualItem } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { EditTransaction } from "../edit/edit-transaction";
import type { Choices, Transaction } from "../types";
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

interface OpenRow {
  id: string;
  part: RowPart;
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
  const [open, setOpen] = useState<OpenRow | null>(null);
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
        {items.map((item) => {
          const row = rows[item.index];
          return (
            row !== undefined && (
              <ListedRow
                key={item.key}
                {...{ row, selection, actions, choices, virtual, keys, item }}
                {...{ openPart: open?.id === row.id ? open.part : null, setOpen }}
              />
            )
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

interface ListedRowProps extends Omit<TransactionListProps, "found"> {
  row: Transaction;
  item: VirtualItem;
  virtual: ReturnType<typeof useVirtualRows>;
  keys: ReturnType<typeof useListKeys>;
  /** The part of this row that is open. */
  openPart: RowPart | null;
  setOpen: (open: OpenRow | null) => void;
}

function ListedRow({ row, item, virtual, keys, openPart, setOpen, ...list }: ListedRowProps) {
  const close = () => {
    setOpen(null);
    keys.focusActive();
  };
  return (
    <TransactionRow
      {...{ row, ...list, index: item.index }}
      measure={virtual.measureElement}
      top={item.start - virtual.options.scrollMargin}
      isActive={keys.active === item.index}
      isChoosing={openPart === "category"}
      onFocus={() => keys.setActive(item.index)}
      onOpen={(part) => {
        keys.setActive(item.index);
        setOpen({ id: row.id, part });
      }}
      onClose={close}
      onLeave={() => setOpen(null)}
    >
      {openPart !== null && openPart !== "category" && (
        <EditTransaction {...{ row, choices: list.choices }} startsAt={openPart} onClose={close} />
      )}
    </TransactionRow>
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
