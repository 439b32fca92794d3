import type { LedgerContext } from "../../common/context";
import { notFound } from "../../common/errors/refusals";
import { readAccounts } from "./list-accounts";
import type { Account } from "./schema";

/** One account with its balances. @throws DomainError NOT_FOUND also for somebody else's */
export async function getAccount(
  ctx: Pick<LedgerContext, "principal" | "now" | "db">,
  { id, asOf }: { id: string; asOf?: string | undefined },
): Promise<Account> {
  const [account] = await readAccounts(ctx.db, {
    ledgerId: ctx.principal.ledgerId,
    ids: [id],
    ctx,
    asOf,
  });
  if (account === undefined) throw notFound("account");
  return account;
}
