import { type KeyboardEvent, type RefObject, useState } from "react";
import type { Transaction } from "../types";
import { askToDelete } from "./selection-bar";
import type { RowActions } from "./use-row-actions";
import type { Selection } from "./use-selection";

/**
 * `row`: the whole row, from the payee on. `parts`: the same, from the category on. `category`:
 * that alone.
 */
export type RowPart = "row" | "parts" | "category";

interface ListKeys {
  /** What holds the rows. */
  frame: RefObject<HTMLElement | null>;
  rows: readonly Transaction[];
  selection: Selection;
  actions: RowActions;
  /** A row is open for changes: the keys belong to what is typed there. */
  isResting: boolean;
  open: (part: { id: string; part: RowPart }) => void;
  scrollTo: (index: number) => void;
}

interface RowKey extends Pick<ListKeys, "selection" | "actions" | "open"> {
  row: Transaction;
  isRange: boolean;
}

const edit = ({ row: { id }, open }: RowKey) => open({ id, part: "row" });
const select = ({ row: { id }, isRange, selection }: RowKey) => selection.toggle(id, { isRange });

/** What each key does to the active row; a number moves by that many rows. */
const ROW_KEYS: Readonly<Record<string, number | ((press: RowKey) => void)>> = {
  ArrowDown: 1,
  j: 1,
  ArrowUp: -1,
  k: -1,
  e: edit,
  Enter: edit,
  x: select,
  " ": select,
  c: ({ row: { id, kind, lines }, open }) =>
    open({ id, part: kind === "regular" && lines.length === 1 ? "category" : "parts" }),
  r: ({ row, actions }) =>
    void actions.change([row], { review: row.review === "reviewed" ? "unreviewed" : "reviewed" }),
  Delete: ({ row, selection, actions }) => {
    const rows = selection.rows.length > 0 ? selection.rows : [row];
    askToDelete(rows, () => actions.remove(rows));
  },
  Escape: ({ selection }) => selection.clear(),
};

/** Where typing means text, or keys have a meaning of their own. */
const TYPED_IN = "input:not([type=checkbox]), textarea, select, [role=listbox], [contenteditable]";

/**
 * The keys of the list: one row is active at a time, and has the focus. They rest while a row is
 * open for changes.
 */
export function useListKeys({ frame, rows, isResting, scrollTo, ...can }: ListKeys) {
  const [active, setActive] = useState(0);
  const focus = (index: number) => {
    setActive(index);
    scrollTo(index);
    // The row may have to be rendered first.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        frame.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus(),
      ),
    );
  };
  const move = (by: number) => focus(Math.min(Math.max(active + by, 0), rows.length - 1));
  const act = (key: string, isRange: boolean): boolean => {
    const row = rows[active];
    const action = row && ROW_KEYS[key];
    if (row === undefined || action === undefined) return false;
    if (typeof action === "number") move(action);
    else action({ row, isRange, ...can });
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (isResting || isForOthers(event)) return;
    if (act(event.key.length === 1 ? event.key.toLowerCase() : event.key, event.shiftKey))
      event.preventDefault();
  };
  return { active, setActive, onKeyDown, focusActive: () => focus(active) };
}

/** Whether the key was meant for a field, a button, a dialog over the list, or the browser. */
function isForOthers({
  target,
  currentTarget,
  key,
  nativeEvent,
  ...event
}: KeyboardEvent<HTMLElement>): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || nativeEvent.isComposing) return true;
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target)) return true;
  // Space and Enter belong to buttons and links; everything else to the row around them.
  const isControl = target.closest("button, a, input[type=checkbox]") !== null;
  return target.closest(TYPED_IN) !== null || (isControl && (key === " " || key === "Enter"));
}
