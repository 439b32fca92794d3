import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import { findTransfers } from "../../ledger/entities/transfer";
import type { Operation } from "../../ledger/operation";
import { may } from "../../ledger/view";
import type { DeleteTransactionsInput } from "./schema";

/**
 * Deletes transactions softly: they leave every list, balance and report, and stay as tombstones,
 * so that undo finds them and an import of the same rows does not bring them back (invariant 7). A
 * leg of a transfer takes the other one with it (invariant 4).
 *
 * @throws DomainError NOT_FOUND; CONFLICT when more or fewer rows would go than the caller expects
 */
export async function deleteTransactions(
  operation: Operation,
  { ids, expectedCount }: DeleteTransactionsInput,
) {
  const transfers = await findTransfers(operation, ids);
  const all = new Set([
    ...ids,
    ...transfers.flatMap(({ outTransactionId, inTransactionId }) => [
      outTransactionId,
      inTransactionId,
    ]),
  ]);
  const rows = await operation.load("transaction", [...all]);
  for (const [index, id] of ids.entries()) {
    const row = rows.get(id);
    if (row !== undefined && row.deletedAt === null) continue;
    throw notFound("transaction", `ids.${index}`);
  }
  if (rows.size !== expectedCount) throw otherCount(rows.size, rows.size - ids.length);
  const deletedAt = operation.now().toISOString();
  await operation.update(
    "transaction",
    [...rows.values()].map((before) => ({ before, after: { ...before, deletedAt } })),
  );
  return { ids: [...rows.keys()] };
}

/** A caller who deletes one leg of a transfer has not named the other one. */
export const hideOtherLegs = <A extends { ids: string[] }>(
  answer: A,
  { principal }: LedgerContext,
  { ids }: DeleteTransactionsInput,
): A => (may(principal, "transactions:read") ? answer : { ...answer, ids });

const otherCount = (count: number, legs: number) =>
  refusal(
    "CONFLICT",
    "expectedCount",
    `${count} rows would be deleted.`,
    legs > 0
      ? `${legs} of them are the other legs of transfers, which go together. Look at them, ` +
          `then send ${count}.`
      : `Check the ids, then send ${count}.`,
  );
