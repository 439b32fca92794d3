import { accountClosed, notFound } from "../../common/errors/refusals";
import type { AccountSnapshot } from "../../ledger/entities/account";
import type { Operation } from "../../ledger/operation";

/**
 * The accounts that rows are about to be added to, in the order of the places in the input that
 * name them.
 *
 * @throws DomainError NOT_FOUND, also for somebody else's, and CONFLICT for a closed one, naming
 *   the place
 */
export async function requireOpenAccounts(
  operation: Operation,
  places: readonly { accountId: string; path: string }[],
): Promise<AccountSnapshot[]> {
  const accounts = await operation.load("account", [
    ...new Set(places.map(({ accountId }) => accountId)),
  ]);
  return places.map(({ accountId, path }) => {
    const account = accounts.get(accountId);
    if (account === undefined) throw notFound("account", path);
    if (account.closedOn === null) return account;
    throw accountClosed(path);
  });
}
