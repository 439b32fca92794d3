import type { Snapshot } from "../../ledger/entities/entity-store";
import { chunk } from "../../ledger/entities/row-writer";
import type { Operation } from "../../ledger/operation";
import { sameContent } from "../../ledger/revert";

/**
 * Takes apart every transfer that has a leg in one of the accounts. @returns the number of legs
 * that stay
 */
export async function removeTransfers(
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
  const stayingIds = found.map(({ stayingId }) => stayingId).filter((id) => id !== null);
  const staying = [...(await operation.load("transaction", stayingIds)).values()];
  await operation.update(
    "transaction",
    staying.map((before) => ({ before, after: { ...before, kind: "regular" as const } })),
  );
  return staying.length;
}

/** Removes everything that is in the accounts, deleted rows among it. @returns what it was */
export async function removeTransactions(
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

/** The rows as the books have them, in order to remove or change them. */
export const loadAll = async <
  E extends "account" | "balanceCheck" | "import" | "transaction" | "transfer",
>(
  operation: Operation,
  entity: E,
  rows: readonly { id: string }[],
) => {
  const ids = rows.map(({ id }) => id);
  return [...(await operation.load(entity, ids)).values()];
};
