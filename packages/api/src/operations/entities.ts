import type { Tx } from "@pfn/db";
import { type AccountSnapshot, accountStore } from "../accounts/account-store";
import { type CategorySnapshot, categoryStore } from "../categories/category-store";
import { type TransactionSnapshot, transactionStore } from "../transactions/transaction-store";

/** What every snapshot has: enough to find the row and to see whether it changed. */
export interface Snapshot {
  id: string;
  version: number;
}

/**
 * How one kind of row is read and written as a whole. A snapshot is plain JSON, holds everything that must survive undo and replay,
 * and is written exactly as given: `update` and `remove` touch the row only at the version that was read.
 */
export interface EntityStore<S extends Snapshot> {
  load: (tx: Tx, ledgerId: string, ids: readonly string[]) => Promise<Map<string, S>>;
  insert: (tx: Tx, ledgerId: string, rows: readonly S[]) => Promise<void>;
  /** False when the row is gone or has another version than `expectedVersion`. */
  update: (tx: Tx, ledgerId: string, change: { row: S; expectedVersion: number }) => Promise<boolean>;
  remove: (tx: Tx, ledgerId: string, row: { id: string; version: number }) => Promise<boolean>;
  /**
   * Other rows that stand in the way of putting a row from one state into another (null: not there): those that refer to it, that
   * have taken its name, or that it needs and that are gone.
   */
  findObstacles: (tx: Tx, ledgerId: string, step: Step<S>) => Promise<RowRef[]>;
}

/** A row's way from one state into another, and how many obstacles are worth naming. */
export interface Step<S extends Snapshot> {
  from: S | null;
  to: S | null;
  atMost: number;
}

/** Names one row of a ledger. */
export interface RowRef {
  entity: EntityName;
  entityId: string;
}

/** Every kind of row that operations change. The name is what stands in the log. */
interface Snapshots {
  account: AccountSnapshot;
  category: CategorySnapshot;
  transaction: TransactionSnapshot;
}

export type EntityName = keyof Snapshots;
export type SnapshotOf<E extends EntityName> = Snapshots[E];

export const ENTITIES: { readonly [E in EntityName]: EntityStore<Snapshots[E]> } = {
  account: accountStore,
  category: categoryStore,
  transaction: transactionStore,
};
