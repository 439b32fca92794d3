import { nameTaken } from "../../common/errors/refusals";
import type { Operation } from "../../ledger/operation";

/**
 * Names tell accounts apart for people and agents alike. @throws DomainError CONFLICT, to its
 * readers naming the account that has it
 */
export async function refuseTakenName(name: string, { tx, ledgerId }: Operation): Promise<void> {
  const taken = await tx.account.findFirst({ where: { ledgerId, name }, select: { id: true } });
  if (taken === null) return;
  throw nameTaken("account", { name, id: taken.id, readWith: "accounts:read" });
}
