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
  undoes: number | null;
  /** The operations that this one undid along with others. */
  sweeps: readonly number[];
  isUndone: boolean;
}

/** A sweep's plan, and the operations that it undoes on its way. */
export interface SweepPlan extends Plan {
  swept: readonly number[];
}

/** A ledger in a few lines of memory, to hold the real one against: rows by number, and every change of them. */
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

  /** Null when it is refused: undone already, a row changed since, or the rows as they were do not go with the others. */
  planUndo(index: number): Plan | null {
    const target = this.operations[index];
    return target === undefined || target.isUndone ? null : putBack(this.rows, target.changes);
  }

  /** Undoes, newest first, those of `targets` that are in force when their turn comes, until one is refused. */
  planSweep(targets: readonly number[]): SweepPlan {
    const states = this.operations.map(({ isUndone }) => isUndone);
    let plan: SweepPlan = { rows: this.rows, changes: [], swept: [] };
    for (const index of targets.toSorted((a, b) => b - a)) {
      if (states[index]) continue;
      const next = putBack(plan.rows, this.operations[index]?.changes ?? []);
      if (next === null) break;
      this.#flip(index, states);
      plan = { rows: next.rows, changes: [...plan.changes, ...next.changes], swept: [...plan.swept, index] };
    }
    return plan;
  }

  commit({ rows, changes }: Plan, { by, undoes = null, sweeps = [] }: Commit): void {
    this.rows = rows;
    const states = this.operations.map(({ isUndone }) => isUndone);
    if (undoes !== null) this.#flip(undoes, states);
    for (const index of sweeps) this.#flip(index, states);
    for (const [index, operation] of this.operations.entries()) operation.isUndone = states[index] ?? false;
    this.operations.push({ by, changes, undoes, sweeps, isUndone: false });
  }

  /** The whole family of an operation changes sides: it, what it undoes, what undid any of them, and what those had swept. */
  #flip(index: number, states: boolean[]): void {
    for (const at of this.operations.keys()) {
      if (this.#root(at) !== this.#root(index)) continue;
      states[at] = !states[at];
      for (const swept of this.operations[at]?.sweeps ?? []) this.#flip(swept, states);
    }
  }

  #root(index: number): number {
    const undoes = this.operations[index]?.undoes ?? null;
    return undoes === null ? index : this.#root(undoes);
  }
}

interface Commit {
  by: Actor;
  undoes?: number | null;
  sweeps?: readonly number[];
}

function set(rows: Map<number, Row>, change: ModelChange): ModelChange {
  if (change.after === null) rows.delete(change.number);
  else rows.set(change.number, change.after);
  return change;
}

function putBack(current: Rows, changes: readonly ModelChange[]): Plan | null {
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
  a === null || b === null ? a === b : isDeepStrictEqual({ ...a, version: 0 }, { ...b, version: 0 });

/** What is on an account, up to a day: live rows only, posted and pending apart (invariant 3). */
export function balanceOf(rows: Rows, account: number, asOf = "9999-12-31") {
  const own = rowsOf(rows, "transaction").filter(
    ([, row]) => row.account === account && row.deletedAt === null && row.date <= asOf,
  );
  const sum = (wanted: string) =>
    own.reduce((total, [, { status, amount }]) => (status === wanted ? total + amount : total), 0n);
  return { posted: sum("posted"), pending: sum("pending") };
}
