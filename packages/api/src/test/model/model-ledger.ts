import { isDeepStrictEqual } from "node:util";
import { isSound } from "./is-sound";
import { type Row, type Rows, rowsOf } from "./rows";

/** A row as it shall become; null: gone. */
export interface Write {
  number: number;
  after: Row | null;
}

export interface ModelChange {
  number: number;
  before: Row | null;
  after: Row | null;
}

/** What a write would do. */
export interface Plan {
  rows: Rows;
  changes: readonly ModelChange[];
}

export type Actor = "owner" | "agent";

interface ModelOperation {
  by: Actor;
  changes: readonly ModelChange[];
  /** Of an undo, of the undo of that, and so on: the operation at the bottom. */
  root: number | null;
  /** Of a sweep: the operations that it undid together. */
  sweeps: readonly number[] | null;
  isUndone: boolean;
  /** Of an undone root: the operation in force that keeps it undone. */
  undoneBy: number | null;
}

/** A sweep's plan, and the operations that it undoes on its way. */
export interface SweepPlan extends Plan {
  swept: readonly number[];
}

/**
 * A ledger in a few lines of memory, to hold the real one against: rows by number, and every change
 * of them.
 */
export class ModelLedger {
  rows: Rows = new Map();
  readonly operations: ModelOperation[] = [];
  #rows = 0;
  #lines = 0;

  newNumber(): number {
    this.#rows += 1;
    return this.#rows;
  }

  newLineNumber(): number {
    this.#lines += 1;
    return this.#lines;
  }

  /** Null when it is refused. */
  plan(writes: readonly Write[]): Plan | null {
    const rows = new Map(this.rows);
    const changes = writes.map(({ number, after }) => {
      const before = rows.get(number) ?? null;
      const next = after && { ...after, version: (before?.version ?? 0) + 1 };
      return set(rows, { number, before, after: next });
    });
    return isSound(rows) ? { rows, changes } : null;
  }

  /**
   * Null when it is refused: undone already, a row changed since, or the rows as they were do not
   * go with the others.
   */
  planUndo(index: number): Plan | null {
    const target = this.operations[index];
    return target === undefined || target.isUndone ? null : revert(this.rows, target.changes);
  }

  /**
   * Undoes, newest first, those of `targets` that are in force and neither undos nor sweeps, until
   * one is refused.
   */
  planSweep(targets: readonly number[]): SweepPlan {
    let plan: SweepPlan = { rows: this.rows, changes: [], swept: [] };
    for (const index of targets.toSorted((a, b) => b - a)) {
      const target = this.operations[index];
      if (target === undefined || target.isUndone || target.root !== null || target.sweeps !== null)
        continue;
      const next = revert(plan.rows, target.changes);
      if (next === null) break;
      plan = {
        rows: next.rows,
        changes: [...plan.changes, ...next.changes],
        swept: [...plan.swept, index],
      };
    }
    return plan;
  }

  commit({ rows, changes }: Plan, { by, undoes = null, sweeps = null }: Commit): void {
    this.rows = rows;
    const undone = undoes === null ? undefined : this.operations[undoes];
    const root = undone === undefined ? null : (undone.root ?? undoes);
    if (root !== null) this.#turnOver(root);
    for (const index of sweeps ?? []) this.#set(index, this.operations.length);
    this.operations.push({ by, changes, root, sweeps, isUndone: false, undoneBy: null });
  }

  /** A root changes sides, and what it swept with it. */
  #turnOver(root: number): void {
    const [operation, next] = [this.operations[root], this.operations.length];
    const isUndone = operation?.isUndone === true;
    this.#set(root, isUndone ? null : next);
    for (const swept of operation?.sweeps ?? []) this.#set(swept, isUndone ? next : null);
  }

  /**
   * A root is undone by an operation, or in force again (null). Undos of it so far are superseded.
   */
  #set(root: number, undoneBy: number | null): void {
    for (const [index, operation] of this.operations.entries()) {
      if (index === root) Object.assign(operation, { isUndone: undoneBy !== null, undoneBy });
      if (operation.root === root) operation.isUndone = true;
    }
  }
}

interface Commit {
  by: Actor;
  undoes?: number | null;
  sweeps?: readonly number[] | null;
}

function set(rows: Map<number, Row>, change: ModelChange): ModelChange {
  if (change.after === null) rows.delete(change.number);
  else rows.set(change.number, change.after);
  return change;
}

function revert(current: Rows, changes: readonly ModelChange[]): Plan | null {
  const rows = new Map(current);
  const undone: ModelChange[] = [];
  for (const { number, before, after } of changes.toReversed()) {
    const now = rows.get(number) ?? null;
    if (!saysTheSame(now, after)) return null;
    const next = before && { ...before, version: (now ?? before).version + 1 };
    undone.push(set(rows, { number, before: now, after: next }));
  }
  return isSound(rows) ? { rows, changes: undone } : null;
}

/** Equal but for the version, which counts changes and so cannot go back. */
const saysTheSame = (a: Row | null, b: Row | null) =>
  a === null || b === null
    ? a === b
    : isDeepStrictEqual({ ...a, version: 0 }, { ...b, version: 0 });

/** What is on an account, up to a day: live rows only, posted and pending apart (invariant 3). */
export function balanceOf(rows: Rows, account: number, asOf = "9999-12-31") {
  const own = rowsOf(rows, "transaction").filter(
    ([, row]) => row.account === account && row.deletedAt === null && row.date <= asOf,
  );
  const sum = (wanted: string) =>
    own.reduce((total, [, { status, amount }]) => (status === wanted ? total + amount : total), 0n);
  return { posted: sum("posted"), pending: sum("pending") };
}
