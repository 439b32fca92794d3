import { type AccountSnapshot, accountStore } from "./account";
import { type BalanceCheckSnapshot, balanceCheckStore } from "./balance-check";
import { type CategorySnapshot, categoryStore } from "./category";
import type { EntityName, EntityStore } from "./entity-store";
import { type ImportSnapshot, importStore } from "./import";
import type { TransactionSnapshot } from "./transaction";
import { transactionStore } from "./transaction-store";
import { type TransferSnapshot, transferStore } from "./transfer";

/** The row of each kind, as the log stores it. */
interface Snapshots extends Record<EntityName, unknown> {
  account: AccountSnapshot;
  balanceCheck: BalanceCheckSnapshot;
  category: CategorySnapshot;
  import: ImportSnapshot;
  transaction: TransactionSnapshot;
  transfer: TransferSnapshot;
}

export type SnapshotOf<E extends EntityName> = Snapshots[E];

export const ENTITIES: { readonly [E in EntityName]: EntityStore<Snapshots[E]> } = {
  account: accountStore,
  balanceCheck: balanceCheckStore,
  category: categoryStore,
  import: importStore,
  transaction: transactionStore,
  transfer: transferStore,
};
