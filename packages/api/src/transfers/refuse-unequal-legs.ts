import { DomainError } from "../errors/domain-error";

interface Leg {
  currency: string;
  amountMinor: bigint;
}

/** Between accounts of one currency, what leaves is what arrives (invariant 4). @throws DomainError BAD_REQUEST at `path` */
export function refuseUnequalLegs(out: Leg, arrival: Leg, path: string): void {
  if (out.amountMinor < 0n && arrival.amountMinor > 0n) {
    if (out.currency !== arrival.currency || out.amountMinor === -arrival.amountMinor) return;
  }
  throw new DomainError("BAD_REQUEST", `\`${path}\`: the two legs of a transfer must have opposite amounts.`, {
    path,
    hint: "Make the first negative and the second positive, equal in size between accounts of one currency.",
  });
}
