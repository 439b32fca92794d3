import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import type { SqlReader } from "../../common/reader";
import type { Snapshot } from "../../ledger/entities/entity-store";
import { chunk } from "../../ledger/entities/row-writer";
import type { TransactionSnapshot } from "../../ledger/entities/transaction";
import type { Operation } from "../../ledger/operation";
import { readChanges } from "../../ledger/read-changes";
import { sameContent } from "../../ledger/revert";
import { findDemoAccounts } from "./find-demo-accounts";

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
  const imports = await tx.import.findMany({
    where: { ledgerId, accountId: { in: accountIds }, state: "committed" },
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

const loadAll = async <E extends "account" | "import" | "transaction" | "transfer">(
  operation: Operation,
  entity: E,
  rows: readonly { id: string }[],
) => [
  ...(
    await operation.load(
      entity,
      rows.map(({ id }) => id),
    )
  ).values(),
];

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

/**
 * Takes apart every transfer that has a leg in one of the accounts. @returns the number of legs
 * that stay
 */
async function removeTransfers(
  operation: Operation,
  accountIds: readonly string[],
): Promise<number> {
  const { tx, ledgerId } = operation;
  const ids = JSON.stringify(accountIds);
  const found = await tx.$queryRaw<{ id: string; stayingId: string | null }[]>`
    with demo as (select jsonb_array_elements_text(${ids}::jsonb)::uuid as id)
    select f.id, case
      when o.account_id not in (select id from demo) then o.id
      when i.account_id not in (select id from demo) then i.id end as "stayingId"
    from transfers f
    join transactions o on o.id = f.out_transaction_id
    join transactions i on i.id = f.in_transaction_id
    where f.ledger_id = ${ledgerId}::uuid
      and (o.account_id in (select id from demo) or i.account_id in (select id from demo))`;
  await operation.remove("transfer", await loadAll(operation, "transfer", found));
  const staying = await loadAll(
    operation,
    "transaction",
    found.flatMap(({ stayingId }) => (stayingId === null ? [] : [{ id: stayingId }])),
  );
  await operation.update(
    "transaction",
    staying.map((before) => ({ before, after: { ...before, kind: "regular" as const } })),
  );
  return staying.length;
}

/** Removes everything that is in the accounts, deleted rows among it. @returns what it was */
async function removeTransactions(
  operation: Operation,
  accountIds: readonly string[],
  brought: ReadonlyMap<string, Snapshot>,
) {
  const { tx, ledgerId } = operation;
  const found = await tx.transaction.findMany({
    where: { ledgerId, accountId: { in: [...accountIds] } },
    select: { id: true },
  });
  const counts = { transactions: 0, changed: 0, added: 0 };
  for (const part of chunk(found)) {
    const rows = await loadAll(operation, "transaction", part);
    for (const row of rows) {
      const came = brought.get(row.id);
      if (came !== undefined) counts.transactions += 1;
      else if (row.deletedAt === null) counts.added += 1;
      if (came !== undefined && !sameContent(came, row)) counts.changed += 1;
    }
    await operation.remove("transaction", rows);
  }
  return counts;
}
