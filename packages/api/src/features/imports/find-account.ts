import { accountClosed, notFound } from "../../common/errors/refusals";
import type { Reader } from "../../common/reader";
import { isLiability } from "../accounts/compare-balance";

export interface ImportAccount {
  id: string;
  ledgerId: string;
  name: string;
  currency: string;
  isLiability: boolean;
}

/** What a file is read for: an account, or none yet. */
export interface ReadFor extends Omit<ImportAccount, "id"> {
  id: string | null;
}

/**
 * The account that a file goes into.
 *
 * @throws DomainError NOT_FOUND for somebody else's or nobody's; CONFLICT for a closed one
 */
export async function findAccount(
  db: Reader,
  ledgerId: string,
  id: string,
): Promise<ImportAccount> {
  const account = await db.account.findFirst({
    where: { id, ledgerId },
    select: { id: true, name: true, currency: true, type: true, closedOn: true },
  });
  if (account === null) throw notFound("account", "accountId");
  if (account.closedOn !== null) throw accountClosed("accountId");
  const { name, currency, type } = account;
  return { id: account.id, ledgerId, name, currency, isLiability: isLiability(type) };
}
