import { refusal } from "../../common/errors/refusal";
import type { TransactionSnapshot } from "../../ledger/entities/transaction";
import { findTransfers } from "../../ledger/entities/transfer";
import type { Operation, RowUpdate } from "../../ledger/operation";
import { legsFit } from "./refuse-unequal-legs";

/**
 * After a change of amounts the legs of every transfer still fit each other (invariant 4). A caller
 * who changes one leg changes both in the same call.
 *
 * @throws DomainError CONFLICT naming the place, and to its readers the other leg
 */
export async function refuseUnfitLegs(
  operation: Operation,
  updates: readonly RowUpdate<TransactionSnapshot>[],
): Promise<void> {
  const changed = updates.filter(
    ({ before, after }) => before.kind === "transfer" && before.amountMinor !== after.amountMinor,
  );
  if (changed.length === 0) return;
  const transfers = await findTransfers(
    operation,
    changed.map(({ before }) => before.id),
  );
  const legs = await operation.load(
    "transaction",
    transfers.flatMap(({ outTransactionId, inTransactionId }) => [
      outTransactionId,
      inTransactionId,
    ]),
  );
  for (const { after } of updates) legs.set(after.id, after);
  for (const { outTransactionId, inTransactionId } of transfers) {
    const [out, arrival] = [legs.get(outTransactionId), legs.get(inTransactionId)];
    if (out === undefined || arrival === undefined || legsFit(out, arrival)) continue;
    const index = updates.findIndex(
      ({ after }) => after.id === outTransactionId || after.id === inTransactionId,
    );
    const path = `transactions.${index}.patch.amount`;
    const other =
      updates[index]?.after.id === outTransactionId ? inTransactionId : outTransactionId;
    throw refusal(
      "CONFLICT",
      path,
      "the other leg of this transfer must fit too.",
      "Patch both legs in one call: opposite signs, equal in size between accounts of one " +
        "currency.",
      {
        forReaders: {
          scope: "transactions:read",
          what: `the other leg of this transfer is ${other}, and both must fit.`,
        },
      },
    );
  }
}
