import { isDeepStrictEqual } from "node:util";

/** A row of the model: everything that the real one's content depends on. */
export interface ModelRow {
  account: number;
  amount: bigint;
  payee: string;
  externalId: string | null;
}

interface ModelChange {
  row: number;
  before: ModelRow | null;
  after: ModelRow | null;
}

export interface ModelOperation {
  changes: ModelChange[];
  undoes: number | null;
  isUndone: boolean;
}

/** A ledger in a few lines of memory, to hold the real one against: rows by number, and every change of them. */
export class ModelLedger {
  rows: ReadonlyMap<number, ModelRow> = new Map();
  readonly operations: ModelOperation[] = [];
  #created = 0;

  balance(account: number): bigint {
    return [...this.rows.values()]
      .filter((row) => row.account === account)
      .reduce((sum, { amount }) => sum + amount, 0n);
  }

  /** Answers per row its number, or the number of the row that it duplicates. */
  create(rows: readonly ModelRow[]): { row: number; isNew: boolean }[] {
    const changes: ModelChange[] = [];
    const answers = rows.map((after) => {
      const pending = changes.map(({ row }): [number, ModelRow | null] => [
        row,
        changes.find((change) => change.row === row)?.after ?? null,
      ]);
      const twin = [...this.rows, ...pending].find(([, row]) => row !== null && isTwin(row, after));
      if (twin !== undefined) return { row: twin[0], isNew: false };
      this.#created += 1;
      changes.push({ row: this.#created, before: null, after });
      return { row: this.#created, isNew: true };
    });
    this.#apply(changes, null);
    return answers;
  }

  update(row: number, fields: Partial<ModelRow>): void {
    const before = this.rows.get(row);
    if (before === undefined) throw new Error("no such row");
    this.#apply([{ row, before, after: { ...before, ...fields } }], null);
  }

  /** False when it is refused: undone already, or a row is in the way. */
  undo(index: number): boolean {
    const target = this.operations[index];
    if (target === undefined || target.isUndone) return false;
    const isInTheWay = ({ row, before, after }: ModelChange) =>
      !isDeepStrictEqual(this.rows.get(row) ?? null, after) ||
      (before !== null && [...this.rows].some(([other, content]) => other !== row && isTwin(content, before)));
    if (target.changes.some(isInTheWay)) return false;
    this.#flip(index);
    this.#apply(
      target.changes.toReversed().map(({ row, before, after }) => ({ row, before: after, after: before })),
      index,
    );
    return true;
  }

  /** The whole family of an operation changes sides: it, what it undoes, and what undid any of them. */
  #flip(index: number): void {
    const root = (at: number): number => {
      const { undoes = null } = this.operations[at] ?? {};
      return undoes === null ? at : root(undoes);
    };
    for (const [at, operation] of this.operations.entries()) {
      if (root(at) === root(index)) operation.isUndone = !operation.isUndone;
    }
  }

  #apply(changes: ModelChange[], undoes: number | null): void {
    const rows = new Map(this.rows);
    for (const { row, after } of changes) {
      if (after === null) rows.delete(row);
      else rows.set(row, after);
    }
    this.rows = rows;
    this.operations.push({ changes, undoes, isUndone: false });
  }
}

const isTwin = (a: ModelRow, b: ModelRow) =>
  a.externalId !== null && a.account === b.account && a.externalId === b.externalId;
