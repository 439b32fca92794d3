import { newId } from "../../common/ids";
import type { TransactionSnapshot } from "../../ledger/entities/transaction";
import type { Operation } from "../../ledger/operation";
import { legsFit } from "../transfers/refuse-unequal-legs";
import { toStoredRef } from "./find-refs";
import { asLeg } from "./link-legs";

/** A row of an export that names the other account of a transfer. */
export interface NamedLeg {
  transaction: TransactionSnapshot;
  transferTo: string;
}

/** The legs of one preview, and what its file calls its account. */
export interface NamedLegs {
  /** The hash of the account's name; null where the file names none. */
  ref: string | null;
  legs: readonly NamedLeg[];
}

/**
 * Makes transfers of the legs that one commit brings: two rows of one day that name each other's
 * account, with opposite amounts. Rows that were there before are never changed, and a leg whose
 * other one does not come stays a regular transaction (invariant 4).
 *
 * @returns how many transfers it made
 */
export async function linkNamedLegs(
  previews: readonly NamedLegs[],
  operation: Operation,
): Promise<number> {
  const waiting = new Map<string, TransactionSnapshot[]>();
  const transfers: { out: TransactionSnapshot; into: TransactionSnapshot }[] = [];
  for (const { ref, legs } of previews) {
    if (ref === null) continue;
    for (const { transaction, transferTo } of legs) {
      const to = toStoredRef(operation.ledgerId, transferTo).hash;
      const { date } = transaction;
      const mates = waiting.get(JSON.stringify([date, to, ref])) ?? [];
      const at = mates.findIndex((mate) => orderLegs(mate, transaction) !== null);
      const [mate] = at === -1 ? [] : mates.splice(at, 1);
      const pair = mate === undefined ? null : orderLegs(mate, transaction);
      if (pair !== null) transfers.push(pair);
      else {
        const key = JSON.stringify([date, ref, to]);
        waiting.set(key, [...(waiting.get(key) ?? []), transaction]);
      }
    }
  }
  await operation.update(
    "transaction",
    transfers
      .flatMap(({ out, into }) => [out, into])
      .map((before) => ({ before, after: asLeg(before) })),
  );
  const createdAt = operation.now().toISOString();
  await operation.insert(
    "transfer",
    transfers.map(({ out, into }) => ({
      ...{ id: newId(), version: 1, createdAt },
      ...{ outTransactionId: out.id, inTransactionId: into.id },
    })),
  );
  return transfers.length;
}

/** Out first; null where the two are no transfer. */
function orderLegs(one: TransactionSnapshot, other: TransactionSnapshot) {
  if (one.accountId === other.accountId) return null;
  if (legsFit(one, other)) return { out: one, into: other };
  return legsFit(other, one) ? { out: other, into: one } : null;
}
