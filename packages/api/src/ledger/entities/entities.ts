import { type AccountSnapshot, accountStore } from "./account";
import { type CategorySnapshot, categoryStore } from "./category";
import type { EntityStore } from "./entity-store";
import { type ImportSnapshot, importStore } from "./import";
import type { TransactionSnapshot } from "./transaction";
import { transactionStore } from "./transaction-store";
import { type TransferSnapshot, transferStore } from "./transfer";

/** Every kind of row that operations change. The name is what stands in the log. */
interface Snapshots {
  account: AccountSnapshot;
  category: CategorySnapshot;
  import: ImportSnapshot;
  transaction: TransactionSnapshot;
  transfer: TransferSnapshot;
}

export type EntityName = keyof Snapshots;
export type SnapshotOf<E extends EntityName> = Snapshots[E];

export const ENTITIES: { readonly [E in EntityName]: EntityStore<Snapshots[E]> } = {
  account: accountStore,
  category: categoryStore,
  import: importStore,
  transaction: transactionStore,
  transfer: transferStore,
};
