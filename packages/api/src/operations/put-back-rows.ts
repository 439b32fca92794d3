import { isDeepStrictEqual } from "node:util";
import { ENTITIES, type EntityName, type RowRef, type Snapshot, type SnapshotOf } from "./entities";
import type { OperationScope } from "./operation-scope";

/** A row that keeps another one from being put back. */
export interface UndoConflict extends RowRef {
  /** `changed` since, so that going back would destroy the later change; or an `obstacle` of the row's store. */
  reason: "changed" | "obstacle";
}

/** One entry of the log, as it was stored. */
interface LoggedChange {
  entity: string;
  entityId: string;
  before: unknown;
  after: unknown;
}

/** Conflicts beyond these are not looked for: the answer must stay small. */
const MAX_CONFLICTS = 20;

/**
 * Puts rows back as they were before `changes`, which stand newest first. Rows with a conflict stay as they are, and the conflicts
 * are answered.
 */
export async function putBackRows(changes: readonly LoggedChange[], scope: OperationScope): Promise<UndoConflict[]> {
  const current = await loadCurrent(changes, scope);
  const conflicts = new Map<string, UndoConflict>();
  for (const change of changes) {
    if (conflicts.size >= MAX_CONFLICTS) break;
    if (!isEntity(change.entity)) throw new Error(`The log names an unknown entity: ${change.entity}`);
    for (const found of await putBack(change.entity, change, { scope, current })) {
      const key = `${found.entity} ${found.entityId}`;
      if (!conflicts.has(key)) conflicts.set(key, found);
    }
  }
  return [...conflicts.values()].slice(0, MAX_CONFLICTS);
}

type CurrentRows = Map<string, Snapshot>;

/** Every row in question, by entity and id, read with one call per entity. */
async function loadCurrent(changes: readonly LoggedChange[], scope: OperationScope): Promise<CurrentRows> {
  const rows: CurrentRows = new Map();
  for (const entity of Object.keys(ENTITIES).filter(isEntity)) {
    const ids = [...new Set(changes.filter((change) => change.entity === entity).map(({ entityId }) => entityId))];
    if (ids.length === 0) continue;
    for (const [id, row] of await scope.load(entity, ids)) rows.set(`${entity} ${id}`, row);
  }
  return rows;
}

const isEntity = (name: string): name is EntityName => Object.hasOwn(ENTITIES, name);

async function putBack<E extends EntityName>(
  entity: E,
  change: LoggedChange,
  { scope, current }: { scope: OperationScope; current: CurrentRows },
): Promise<UndoConflict[]> {
  const key = `${entity} ${change.entityId}`;
  // The log and `current` hold what the same entity's store produced.
  const to = change.before as SnapshotOf<E> | null;
  const left = change.after as SnapshotOf<E> | null;
  const from = (current.get(key) ?? null) as SnapshotOf<E> | null;
  if (!sameContent(from, left)) return [{ entity, entityId: change.entityId, reason: "changed" }];
  const obstacles = await ENTITIES[entity].findObstacles(scope.tx, scope.ledgerId, { from, to, atMost: MAX_CONFLICTS });
  if (obstacles.length > 0) return obstacles.map((row) => ({ ...row, reason: "obstacle" }));
  const written = to && { ...to, version: (from ?? to).version + 1 };
  if (written === null && from !== null) await scope.remove(entity, from);
  else if (written !== null && from === null) await scope.insert(entity, [written]);
  else if (written !== null && from !== null) await scope.update(entity, from, written);
  if (written === null) current.delete(key);
  else current.set(key, written);
  return [];
}

/** Equal but for the version, which counts changes and so cannot go back. */
function sameContent(a: Snapshot | null, b: Snapshot | null): boolean {
  if (a === null || b === null) return a === b;
  return isDeepStrictEqual({ ...a, version: 0 }, { ...b, version: 0 });
}
