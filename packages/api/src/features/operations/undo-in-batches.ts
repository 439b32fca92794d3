import { ROWS_PER_STATEMENT } from "../../ledger/entities/row-writer";
import type { Operation } from "../../ledger/operation";
import { revertRows, type UndoConflict } from "../../ledger/revert";

/** An operation that is in force, and the number of rows that it changed. */
export interface Undoable {
  id: string;
  procedure: string;
  changeCount: number;
}

interface Batches<T extends Undoable> {
  undone: T[];
  /** The first one with rows in the way, which stayed as it was. */
  blocked: { operationId: string; reason: "conflict"; conflicts: UndoConflict[] } | null;
}

/**
 * Undoes operations, newest first, each wholly or not at all, until one has rows in the way. Small
 * ones are undone together. When one of them has rows in the way, all are rolled back and tried by
 * halves, so that each row is changed a few times at most.
 */
export async function undoInBatches<T extends Undoable>(
  targets: readonly T[],
  operation: Operation,
): Promise<Batches<T>> {
  const undone: T[] = [];
  let blocked: Batches<T>["blocked"] = null;
  for (const part of toParts(targets)) {
    const done = await undoPart(part, operation);
    undone.push(...done.undone);
    blocked = done.blocked;
    if (blocked !== null) break;
  }
  await operation.recordSweep(undone.map(({ id }) => id));
  return { undone, blocked };
}

/** Neighbours whose changes fit into one statement. */
function toParts<T extends Undoable>(targets: readonly T[]): T[][] {
  const parts: T[][] = [];
  let rows = 0;
  for (const target of targets) {
    const last = parts.at(-1);
    rows += target.changeCount;
    if (last === undefined || rows > ROWS_PER_STATEMENT) {
      parts.push([target]);
      rows = target.changeCount;
    } else {
      last.push(target);
    }
  }
  return parts;
}

async function undoPart<T extends Undoable>(
  part: readonly T[],
  operation: Operation,
): Promise<Batches<T>> {
  let conflicts: UndoConflict[] = [];
  const ids = part.map(({ id }) => id);
  const isUndone = await operation.attempt(async () => {
    conflicts = await revertRows(ids, operation, part.length > 1 ? { atMost: 1 } : {});
    return conflicts.length === 0;
  });
  const [first] = part;
  if (isUndone || first === undefined) return { undone: [...part], blocked: null };
  if (part.length === 1)
    return { undone: [], blocked: { operationId: first.id, reason: "conflict", conflicts } };
  const middle = Math.ceil(part.length / 2);
  const newer = await undoPart(part.slice(0, middle), operation);
  if (newer.blocked !== null) return newer;
  const older = await undoPart(part.slice(middle), operation);
  return { undone: [...newer.undone, ...older.undone], blocked: older.blocked };
}
