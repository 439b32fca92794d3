import { notFound, staleVersion } from "../../common/errors/refusals";
import type { AccountSnapshot } from "../../ledger/entities/account";
import type { CallersOperation } from "../../ledger/operate";
import { getAccount } from "./get-account";
import type { Account } from "./schema";

interface Change {
  id: string;
  version: number;
  /** What the account becomes; refuses what must not be. */
  next: (before: AccountSnapshot) => Promise<AccountSnapshot> | AccountSnapshot;
}

/**
 * What every change of one account has in common. @throws DomainError NOT_FOUND; CONFLICT for a
 * stale version
 */
export async function changeAccount(operation: CallersOperation, { id, version, next }: Change) {
  const before = (await operation.load("account", [id])).get(id);
  if (before === undefined) throw notFound("account");
  if (before.version !== version) throw staleVersion("account", before.version);
  await operation.update("account", [{ before, after: await next(before) }]);
  return { account: await getWritten(operation, id) };
}

/** The account as the operation has left it. */
export const getWritten = (
  { principal, now, tx }: CallersOperation,
  id: string,
): Promise<Account> => getAccount({ principal, now, db: tx }, { id });
