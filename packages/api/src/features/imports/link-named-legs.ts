import { newId } from "../../common/ids";
import { eachYielding } from "../../common/yield-to-event-loop";
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
  const transfers = await pairLegs(previews, (name) => toStoredRef(operation.ledgerId, name).hash);
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

/** Legs of one day that may be two sides of one transfer, each side in the files' order. */
interface Meeting {
  outs: TransactionSnapshot[];
  arrivals: TransactionSnapshot[];
}

/**
 * The first that leaves is the other side of the first that arrives, and so on. Between accounts of
 * one currency the amounts must be opposite.
 *
 * @param toHash the hash of what a file calls an account
 */
async function pairLegs(previews: readonly NamedLegs[], toHash: (name: string) => string) {
  const currencies = new Map(
    previews.map(({ ref, legs: [first] }) => [ref, first?.transaction.currency]),
  );
  const meetings = new Map<string, Meeting>();
  for (const { ref, legs } of previews) {
    await eachYielding(legs, ({ transaction, transferTo }) => {
      const to = toHash(transferTo);
      const { date, currency, amountMinor } = transaction;
      const size = currencies.get(to) === currency ? amountMinor.replace("-", "") : "";
      const isOut = amountMinor.startsWith("-");
      const key = JSON.stringify([date, ...(isOut ? [ref, to] : [to, ref]), size]);
      const meeting = meetings.get(key) ?? { outs: [], arrivals: [] };
      meetings.set(key, meeting);
      meeting[isOut ? "outs" : "arrivals"].push(transaction);
    });
  }
  return [...meetings.values()].flatMap(({ outs, arrivals }) =>
    outs.flatMap((out, at) => {
      const into = arrivals[at];
      const isTransfer =
        into !== undefined && out.accountId !== into.accountId && legsFit(out, into);
      return isTransfer ? [{ out, into }] : [];
    }),
  );
}
