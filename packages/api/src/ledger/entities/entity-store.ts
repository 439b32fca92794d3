import type { Tx } from "@pfn/db";
import type { Reader } from "../../common/reader";

/** Every kind of row that operations change, as the log names it. */
export const ENTITY_NAMES = [
  "account",
  "balanceCheck",
  "category",
  "import",
  "transaction",
  "transfer",
] as const;
export type EntityName = (typeof ENTITY_NAMES)[number];

/** What every snapshot has: enough to find the row and to see whether it changed. */
export interface Snapshot {
  id: string;
  version: number;
}

/**
 * How one kind of row is read and written as a whole, many at a time. A snapshot is plain JSON,
 * holds everything that must survive undo and replay, and is written exactly as given.
 */
export interface EntityStore<S extends Snapshot> {
  load: (tx: Reader, ledgerId: string, ids: readonly string[]) => Promise<Map<string, S>>;
  insert: (tx: Tx, ledgerId: string, rows: readonly S[]) => Promise<void>;
  /** Writes each row that is there at the version before its own, and returns their ids. */
  update: (tx: Tx, ledgerId: string, rows: readonly S[]) => Promise<string[]>;
  /** Deletes each row that is there at the version given, and returns their ids. */
  remove: (tx: Tx, ledgerId: string, rows: readonly S[]) => Promise<string[]>;
  /**
   * Other rows that stand in the way of `leaving` rows (those that refer to them) or of putting
   * rows into the state of `coming` (those that have taken their name, and those that they need and
   * that are gone). It looks at the tables as they are, so rows that move together may be in each
   * other's way.
   */
  findObstacles: (tx: Reader, ledgerId: string, move: Move<S>) => Promise<RowRef[]>;
}

/** Rows about to be deleted or written, and how many obstacles are worth naming. */
export interface Move<S extends Snapshot> {
  leaving: readonly S[];
  coming: readonly S[];
  atMost: number;
}

/** Names one row of a ledger. */
export interface RowRef {
  entity: EntityName;
  entityId: string;
}

export const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);

export const refsTo = (entity: EntityName, rows: readonly { id: string }[]): RowRef[] =>
  rows.map(({ id }) => ({ entity, entityId: id }));
