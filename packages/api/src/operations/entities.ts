import { type AccountSnapshot, accountStore } from "../accounts/account-store";
import { type CategorySnapshot, categoryStore } from "../categories/category-store";
import { type ImportSnapshot, importStore } from "../imports/import-store";
import { type TransactionSnapshot, transactionStore } from "../transactions/transaction-store";
import { type TransferSnapshot, transferStore } from "../transfers/transfer-store";
import type { EntityStore } from "./entity-store";

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
