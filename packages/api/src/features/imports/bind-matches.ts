import type { TransactionSnapshot } from "../../ledger/entities/transaction";
import type { Operation } from "../../ledger/operation";
import type { PlannedRow } from "./decide-rows";
import type { IdentifiedRow } from "./identify-rows";

/**
 * A transaction that was written by hand bears the bank's identity from now on, so that the row is
 * known when it comes again.
 */
export async function bindMatches(
  matched: readonly PlannedRow[],
  operation: Operation,
): Promise<void> {
  const rows = new Map(matched.map(({ row, matchId }) => [matchId ?? "", row]));
  const found = await operation.load("transaction", [...rows.keys()]);
  const updates = [...found.values()].flatMap((before) => {
    const row = rows.get(before.id);
    const identity = row === undefined ? null : identityFor(before, row);
    return identity === null ? [] : [{ before, after: { ...before, ...identity } }];
  });
  await operation.update("transaction", updates);
}

/**
 * What a transaction lacks to be known as the row; null when it bears an identity of that kind
 * already.
 */
function identityFor(
  { externalId, fingerprint }: TransactionSnapshot,
  row: IdentifiedRow,
): Partial<TransactionSnapshot> | null {
  if (row.externalId !== null) return externalId === null ? { externalId: row.externalId } : null;
  return fingerprint === null ? { fingerprint: row.fingerprint } : null;
}
