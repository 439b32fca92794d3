import { refusal } from "../../common/errors/refusal";

/** One side of a transfer; minor units, as a number or as the log writes them. */
interface Leg {
  currency: string;
  amountMinor: bigint | string;
}

/**
 * Out first: money leaves there and arrives here, and between accounts of one currency as much of
 * it (invariant 4).
 */
export function legsFit(out: Leg, arrival: Leg): boolean {
  const [left, came] = [BigInt(out.amountMinor), BigInt(arrival.amountMinor)];
  return left < 0n && came > 0n && (out.currency !== arrival.currency || left === -came);
}

/** @throws DomainError BAD_REQUEST at `path` unless the legs fit */
export function refuseUnequalLegs(out: Leg, arrival: Leg, path: string): void {
  if (legsFit(out, arrival)) return;
  throw refusal(
    "BAD_REQUEST",
    path,
    "the two legs of a transfer must have opposite amounts.",
    "Make the first negative and the second positive, equal in size between accounts of one " +
      "currency.",
  );
}
