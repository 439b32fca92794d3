import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import type { SqlReader } from "../../common/reader";
import type { Snapshot } from "../../ledger/entities/entity-store";
import type { TransactionSnapshot } from "../../ledger/entities/transaction";
import type { Operation } from "../../ledger/operation";
import { readChanges } from "../../ledger/read-changes";
import { findDemoAccounts } from "./find-demo-accounts";
import { loadAll, removeTransactions, removeTransfers } from "./remove-account-rows";

/**
 * Removes the demo accounts with all their rows, even if those changed since, and the transfers to
 * and from them. Other accounts keep their rows: a leg there becomes a regular transaction.
 * Categories stay, since demo data brings none. It is one operation, which undoes the one that
 * filled the ledger and can itself be undone.
 *
 * @throws DomainError CONFLICT when there is no demo data
 */
export async function removeDemo(operation: Operation) {
  const { tx, ledgerId } = operation;
  const demo = await findDemoAccounts(tx, ledgerId);
  const accountIds = demo.map(({ id }) => id);
  // One operation brought all of them: a ledger is filled while it has no account.
  const [fill] = demo;
  if (fill === undefined) throw new Error("Demo data was found before.");
  const unlinked = await removeTransfers(operation, accountIds);
  const counts = await removeTransactions(
    operation,
    accountIds,
    await readBrought(tx, fill.operationId),
  );
  const inDemo = { ledgerId, accountId: { in: accountIds } };
  const checks = await tx.balanceCheck.findMany({ where: inDemo, select: { id: true } });
  await operation.remove("balanceCheck", await loadAll(operation, "balanceCheck", checks));
  const imports = await tx.import.findMany({
    where: { ...inDemo, state: "committed" },
    select: { id: true },
  });
  await operation.remove("import", await loadAll(operation, "import", imports));
  await operation.remove("account", await loadAll(operation, "account", demo));
  await operation.toggleFamily(fill.operationId);
  const kept = await tx.account.findMany({
    where: { ledgerId },
    orderBy: { name: "asc" },
    select: { name: true },
  });
  return {
    removed: { accounts: demo.map(({ name }) => name), ...counts, imports: imports.length },
    kept: { accounts: kept.map(({ name }) => name), unlinked },
  };
}

/** The operation that filled the ledger. @throws DomainError CONFLICT without demo data */
export async function prepareRemoval({ db, principal }: LedgerContext) {
  const [demo] = await findDemoAccounts(db, principal.ledgerId);
  if (demo !== undefined) return { scope: null, undoesId: demo.operationId };
  throw refusal("CONFLICT", null, "This ledger holds no demo data.", "There is nothing to remove.");
}

/** The demo transactions as they came, by id. */
async function readBrought(tx: SqlReader, operationId: string): Promise<Map<string, Snapshot>> {
  const brought = new Map<string, Snapshot>();
  for await (const page of readChanges(tx, [operationId])) {
    for (const { entity, entityId, after } of page) {
      // What the store of transactions wrote into the log.
      if (entity === "transaction") brought.set(entityId, after as TransactionSnapshot);
    }
  }
  return brought;
}
