import { DomainError } from "../../common/errors/domain-error";
import type { Operation } from "../../ledger/operation";

/**
 * Names tell accounts apart for people and agents alike. @throws DomainError CONFLICT, to its
 * readers naming the account that has it
 */
export async function refuseTakenName(name: string, { tx, ledgerId }: Operation): Promise<void> {
  const taken = await tx.account.findFirst({ where: { ledgerId, name }, select: { id: true } });
  if (taken === null) return;
  throw new DomainError("CONFLICT", `\`name\`: there is an account named "${name}" already.`, {
    path: "name",
    hint: "Choose another name.",
    forReaders: {
      scope: "accounts:read",
      hint: `Use the account ${taken.id}, or choose another name.`,
    },
  });
}
