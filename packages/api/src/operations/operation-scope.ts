import type { Tx } from "@pfn/db";
import { DomainError } from "../errors/domain-error";
import { ENTITIES, type EntityName, type Snapshot, type SnapshotOf } from "./entities";

/** A row as it was (null: not there) and as it became (null: gone). */
export interface RowChange<S extends Snapshot = Snapshot> {
  entity: EntityName;
  entityId: string;
  before: S | null;
  after: S | null;
}

/**
 * The only way a domain function writes to a ledger. Every call is recorded with before and after, so that undo, replay and
 * provenance follow from having written at all.
 */
export interface OperationScope {
  operationId: string;
  ledgerId: string;
  /** For reading inside the operation's transaction. */
  tx: Tx;
  changes: readonly RowChange[];
  load: <E extends EntityName>(entity: E, ids: readonly string[]) => Promise<Map<string, SnapshotOf<E>>>;
  insert: <E extends EntityName>(entity: E, rows: readonly SnapshotOf<E>[]) => Promise<void>;
  /** Writes `after`, whose version becomes `before.version + 1`. @throws DomainError CONFLICT when the row changed meanwhile */
  update: <E extends EntityName>(entity: E, before: SnapshotOf<E>, after: SnapshotOf<E>) => Promise<void>;
  /** @throws DomainError CONFLICT when the row changed meanwhile */
  remove: <E extends EntityName>(entity: E, before: SnapshotOf<E>) => Promise<void>;
}

export function createOperationScope(tx: Tx, ledgerId: string, operationId: string): OperationScope {
  const changes: RowChange[] = [];
  return {
    operationId,
    ledgerId,
    tx,
    changes,
    load: (entity, ids) => ENTITIES[entity].load(tx, ledgerId, ids),
    insert: async (entity, rows) => {
      if (rows.length === 0) return;
      await ENTITIES[entity].insert(tx, ledgerId, rows);
      changes.push(...rows.map((after) => ({ entity, entityId: after.id, before: null, after })));
    },
    update: async (entity, before, after) => {
      const row = { ...after, version: before.version + 1 };
      if (!(await ENTITIES[entity].update(tx, ledgerId, { row, expectedVersion: before.version })))
        throw changedMeanwhile(entity, before);
      changes.push({ entity, entityId: before.id, before, after: row });
    },
    remove: async (entity, before) => {
      if (!(await ENTITIES[entity].remove(tx, ledgerId, before))) throw changedMeanwhile(entity, before);
      changes.push({ entity, entityId: before.id, before, after: null });
    },
  };
}

const changedMeanwhile = (entity: EntityName, { id }: Snapshot) =>
  new DomainError("CONFLICT", `The ${entity} ${id} changed meanwhile.`, {
    hint: "Read it again and repeat the change.",
  });
