import { isDeepStrictEqual } from "node:util";
import { yieldToEventLoop } from "../common/yield-to-event-loop";
import { ENTITIES, type SnapshotOf } from "./entities/entities";
import type { EntityName, RowRef, Snapshot } from "./entities/entity-store";
import { ROWS_PER_STATEMENT } from "./entities/row-writer";
import type { Operation } from "./operation";
import { type LoggedChange, readChanges } from "./read-changes";

/** A row that keeps another one from being put back. */
export interface UndoConflict extends RowRef {
  /**
   * `changed` since, so that going back would destroy the later change; or an `obstacle` of the
   * row's store.
   */
  reason: "changed" | "obstacle";
}

/** Conflicts beyond these are not looked for: the answer must stay small. */
const MAX_CONFLICTS = 20;

/** The first conflict is enough where everything is rolled back and tried in smaller parts. */
interface RevertOptions {
  atMost?: number;
}

/**
 * Puts the rows of operations, newest first, back as they were before them, newest change first.
 * Rows with a conflict stay as they are, and the conflicts are answered. Neighbours in the log that
 * move alike go back together, so that the cost does not grow with every row. It ends after
 * `atMost` rows with a conflict. n rows of one kind take at most `atMost` × log n steps of a few
 * statements each, or 2 n where rows that stand in each other's way go back one after the other.
 */
export async function revertRows(
  operationIds: readonly string[],
  operation: Operation,
  { atMost = MAX_CONFLICTS }: RevertOptions = {},
): Promise<UndoConflict[]> {
  const undo: Undo = { operation, current: new Map(), conflicts: new Map(), atMost, blocked: 0 };
  for await (const page of readChanges(operation.tx, operationIds)) {
    undo.current = await loadCurrent(page, operation);
    await revertPage(page, undo);
    if (isEnough(undo)) break;
    await yieldToEventLoop();
  }
  return [...undo.conflicts.values()].slice(0, MAX_CONFLICTS);
}

async function revertPage(changes: readonly LoggedChange[], undo: Undo): Promise<void> {
  for (const batch of toBatches(changes)) {
    if (isEnough(undo)) return;
    await revertBatch(batch.entity, batch.changes, undo);
  }
}

interface Undo {
  operation: Operation;
  current: CurrentRows;
  conflicts: Map<string, UndoConflict>;
  atMost: number;
  /**
   * Rows that stayed. Many may have one and the same obstacle, so they are more than the conflicts.
   */
  blocked: number;
}

const isEnough = ({ blocked, atMost }: Undo): boolean => blocked >= atMost;

type CurrentRows = Map<string, Snapshot>;

/** Every row in question, by entity and id, read with one call per entity. */
async function loadCurrent(
  changes: readonly LoggedChange[],
  operation: Operation,
): Promise<CurrentRows> {
  const rows: CurrentRows = new Map();
  for (const entity of Object.keys(ENTITIES).filter(isEntity)) {
    const ids = [
      ...new Set(
        changes.filter((change) => change.entity === entity).map(({ entityId }) => entityId),
      ),
    ];
    if (ids.length === 0) continue;
    for (const [id, row] of await operation.load(entity, ids)) rows.set(`${entity} ${id}`, row);
  }
  return rows;
}

const isEntity = (name: string): name is EntityName => Object.hasOwn(ENTITIES, name);

interface Batch {
  entity: EntityName;
  changes: LoggedChange[];
}

/** Runs of changes to one kind of row, all of them additions, changes or removals, no row twice. */
function toBatches(changes: readonly LoggedChange[]): Batch[] {
  const batches: (Batch & { kind: string; ids: Set<string> })[] = [];
  for (const change of changes) {
    const { entity, entityId } = change;
    if (!isEntity(entity)) throw new Error(`The log names an unknown entity: ${entity}`);
    const kind = `${entity} ${change.before === null} ${change.after === null}`;
    const last = batches.at(-1);
    if (last?.kind === kind && !last.ids.has(entityId) && last.ids.size < ROWS_PER_STATEMENT) {
      last.changes.push(change);
      last.ids.add(entityId);
    } else {
      batches.push({ entity, kind, changes: [change], ids: new Set([entityId]) });
    }
  }
  return batches;
}

/** A row's way back: where it is, and where it goes (null: not there). */
interface Step<S extends Snapshot> {
  from: S | null;
  to: S | null;
}

async function revertBatch<E extends EntityName>(
  entity: E,
  changes: LoggedChange[],
  undo: Undo,
): Promise<void> {
  const steps: Step<SnapshotOf<E>>[] = [];
  for (const { entityId, before, after } of changes) {
    // The log and `current` hold what the same entity's store produced.
    const from = (undo.current.get(`${entity} ${entityId}`) ?? null) as SnapshotOf<E> | null;
    const to = before as SnapshotOf<E> | null;
    if (sameContent(from, after as SnapshotOf<E> | null)) steps.push({ from, to });
    else block(undo, [{ entity, entityId, reason: "changed" }]);
  }
  await takeSteps(entity, steps, undo);
}

/**
 * Rows with an obstacle are halved until the one in the way stands alone, in the log's order: what
 * may go together and what one after the other comes out by itself, e.g. a child category before
 * its parent.
 */
async function takeSteps<E extends EntityName>(
  entity: E,
  steps: readonly Step<SnapshotOf<E>>[],
  undo: Undo,
): Promise<void> {
  if (steps.length === 0 || isEnough(undo)) return;
  const { tx, ledgerId } = undo.operation;
  const coming = steps.flatMap(({ to }) => to ?? []);
  const leaving = steps.flatMap(({ from, to }) => (to === null && from !== null ? [from] : []));
  const atMost = steps.length === 1 ? MAX_CONFLICTS : 1;
  const obstacles = await ENTITIES[entity].findObstacles(tx, ledgerId, { leaving, coming, atMost });
  if (obstacles.length === 0) return moveRows(entity, steps, undo);
  if (steps.length === 1) {
    return block(
      undo,
      obstacles.map((row) => ({ ...row, reason: "obstacle" })),
    );
  }
  const middle = Math.ceil(steps.length / 2);
  await takeSteps(entity, steps.slice(0, middle), undo);
  await takeSteps(entity, steps.slice(middle), undo);
}

async function moveRows<E extends EntityName>(
  entity: E,
  steps: readonly Step<SnapshotOf<E>>[],
  { operation, current }: Undo,
): Promise<void> {
  const moves = steps.map(({ from, to }) => ({
    from,
    to: to && { ...to, version: (from ?? to).version + 1 },
  }));
  await operation.remove(
    entity,
    moves.flatMap(({ from, to }) => (to === null && from !== null ? [from] : [])),
  );
  await operation.insert(
    entity,
    moves.flatMap(({ from, to }) => (from === null && to !== null ? [to] : [])),
  );
  await operation.update(
    entity,
    moves.flatMap(({ from, to }) =>
      from !== null && to !== null ? [{ before: from, after: to }] : [],
    ),
  );
  for (const { from, to } of moves) {
    if (to !== null) current.set(`${entity} ${to.id}`, to);
    else if (from !== null) current.delete(`${entity} ${from.id}`);
  }
}

/** One more row stays, for these reasons. */
function block(undo: Undo, reasons: readonly UndoConflict[]): void {
  undo.blocked += 1;
  for (const found of reasons) {
    const key = `${found.entity} ${found.entityId}`;
    if (!undo.conflicts.has(key)) undo.conflicts.set(key, found);
  }
}

/**
 * Equal but for the version, which counts changes and so cannot go back. A field that is null is
 * like one that is missing: the log of an older release lacks fields that were added since.
 */
export function sameContent(a: Snapshot | null, b: Snapshot | null): boolean {
  if (a === null || b === null) return a === b;
  return isDeepStrictEqual(contentOf(a), contentOf(b));
}

const contentOf = (row: Snapshot) =>
  Object.fromEntries(
    Object.entries({ ...row, version: 0 }).filter(([, value]: [string, unknown]) => value !== null),
  );
