import { type KeyboardEvent, useRef, useState } from "react";
import type { Transaction } from "./draft";
import { askToDelete } from "./selection-bar";
import type { RowActions } from "./use-row-actions";
import type { Selection } from "./use-selection";

interface ListKeys {
  rows: readonly Transaction[];
  selection: Selection;
  actions: RowActions;
  open: (part: { id: string; part: "row" | "category" }) => void;
  scrollTo: (index: number) => void;
}

interface RowKey extends Pick<ListKeys, "selection" | "actions" | "open"> {
  row: Transaction;
  isRange: boolean;
}

const edit = ({ row: { id }, open }: RowKey) => open({ id, part: "row" });
const select = ({ row: { id }, isRange, selection }: RowKey) => selection.toggle(id, { isRange });

/** What each key does to the active row; a number moves on by so many rows. */
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
    open({ id, part: kind === "regular" && lines.length === 1 ? "category" : "row" }),
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

/** The keys of the list: one row is active at a time, and has the focus. */
export function useListKeys({ rows, selection, actions, open, scrollTo }: ListKeys) {
  const [active, setActive] = useState(0);
  const list = useRef<HTMLElement | null>(null);
  const focus = (index: number) => {
    setActive(index);
    scrollTo(index);
    // The row may have to be rendered first.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus()),
    );
  };
  const move = (by: number) => focus(Math.min(Math.max(active + by, 0), rows.length - 1));
  const act = (key: string, isRange: boolean): boolean => {
    const row = rows[active];
    const action = row && ROW_KEYS[key];
    if (row === undefined || action === undefined) return false;
    if (typeof action === "number") move(action);
    else action({ row, isRange, selection, actions, open });
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    list.current = event.currentTarget;
    if (!(event.target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    // Space and Enter belong to buttons and links; everything else to the row around them.
    const isControl = event.target.closest("button, a, input[type=checkbox]") !== null;
    if (event.target.closest(TYPED_IN) !== null || (isControl && (event.key === " " || event.key === "Enter"))) return;
    if (act(event.key.length === 1 ? event.key.toLowerCase() : event.key, event.shiftKey)) event.preventDefault();
  };
  return { active, setActive, onKeyDown, focusActive: () => focus(active) };
}
