import type { Reader } from "../common/reader";
import type { SnapshotOf } from "./entities/entities";
import type { EntityName, Snapshot } from "./entities/entity-store";

/**
 * The only way a domain function writes to a ledger. Every call is recorded with before and after,
 * so that undo, replay and provenance follow from having written at all. Rows go in parts, and
 * after each part the work hears whether it must end.
 */
export interface Operation {
  operationId: string;
  ledgerId: string;
  now: () => Date;
  /** For reading inside the operation's transaction. */
  tx: Reader;
  load: <E extends EntityName>(
    entity: E,
    ids: readonly string[],
  ) => Promise<Map<string, SnapshotOf<E>>>;
  insert: <E extends EntityName>(entity: E, rows: readonly SnapshotOf<E>[]) => Promise<void>;
  /**
   * Writes each `after`, whose version becomes `before.version + 1`. @throws DomainError CONFLICT
   * when a row changed meanwhile
   */
  update: <E extends EntityName>(
    entity: E,
    changes: readonly RowUpdate<SnapshotOf<E>>[],
  ) => Promise<void>;
  /** @throws DomainError CONFLICT when a row changed meanwhile */
  remove: <E extends EntityName>(entity: E, rows: readonly SnapshotOf<E>[]) => Promise<void>;
  /** Deletes every row of a test ledger and the log before this operation: counts, records not. */
  clear: () => Promise<void>;
  /** See `toggleFamily` in `toggle-family.ts`. */
  toggleFamily: (rootId: string) => Promise<void>;
  /** See `recordSweep` there. */
  recordSweep: (rootIds: readonly string[]) => Promise<void>;
  /** Returns what `work` returns. When that is false, everything that it wrote is rolled back. */
  attempt: (work: () => Promise<boolean>) => Promise<boolean>;
}

/** A row as it was read, and as it shall be. */
export interface RowUpdate<S extends Snapshot> {
  before: S;
  after: S;
}
