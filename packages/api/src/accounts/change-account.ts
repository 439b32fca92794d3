import type { LedgerContext } from "../context";
import { notFound, staleVersion } from "../errors/refusals";
import type { OperationScope } from "../operations/operation-scope";
import type { AccountSnapshot } from "./account-store";
import { getAccount } from "./get-account";

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
export async function changeAccount(
  ctx: LedgerContext,
  operation: OperationScope,
  { id, version, next }: Change,
) {
  const before = (await operation.load("account", [id])).get(id);
  if (before === undefined) throw notFound("account");
  if (before.version !== version) throw staleVersion("account", before.version);
  await operation.update("account", [{ before, after: await next(before) }]);
  return { account: await getAccount({ ...ctx, db: operation.tx }, { id }) };
}
