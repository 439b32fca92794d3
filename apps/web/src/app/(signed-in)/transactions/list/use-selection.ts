import { useState } from "react";
import type { Transaction } from "../types";

export interface Selection {
  ids: ReadonlySet<string>;
  toggle: (id: string, options?: { isRange: boolean }) => void;
  clear: () => void;
  /** The selected rows that are still in the list. */
  rows: Transaction[];
}

/** Which rows are selected. A range goes from the row that was toggled last to this one. */
export function useSelection(all: readonly Transaction[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const toggle: Selection["toggle"] = (id, { isRange } = { isRange: false }) => {
    setLast(id);
    setIds((selected) => {
      const next = new Set(selected);
      if (isRange && last !== null) for (const each of idsBetween(all, last, id)) next.add(each);
      else if (!next.delete(id)) next.add(id);
      return next;
    });
  };
  return { ids, toggle, clear: () => setIds(new Set()), rows: all.filter(({ id }) => ids.has(id)) };
}

function idsBetween(all: readonly Transaction[], from: string, to: string): string[] {
  const [a, b] = [from, to].map((id) => all.findIndex((row) => row.id === id));
  if (a === undefined || b === undefined || a < 0 || b < 0) return [to];
  return all.slice(Math.min(a, b), Math.max(a, b) + 1).map(({ id }) => id);
}
