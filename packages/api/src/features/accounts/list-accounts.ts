import type { LedgerContext } from "../../common/context";
import { fromIsoDay, isoDay, todayIn } from "../../common/fields";
import { page } from "../../common/paging/page";
import type { Reader } from "../../common/reader";
import { computeBalances } from "../../ledger/balances";
import type { Account, ListAccountsInput } from "./schema";

/** The ledger's accounts with their balances, by name. */
export function listAccounts(ctx: LedgerContext, input: ListAccountsInput) {
  const { cursor, limit, ...filters } = input;
  return page(ctx, {
    list: "accounts.list",
    filters,
    limit,
    cursor,
    rows: (after: readonly [name: string] | undefined, take) =>
      readAccounts(ctx.db, {
        ledgerId: ctx.principal.ledgerId,
        ctx,
        afterName: after?.[0],
        take,
        asOf: input.asOf,
        includeClosed: input.includeClosed,
      }),
    keyOf: ({ name }) => [name],
  });
}

interface AccountsQuery {
  ledgerId: string;
  ctx: Pick<LedgerContext, "principal" | "now">;
  ids?: readonly string[];
  afterName?: string | undefined;
  take?: number | undefined;
  asOf?: string | undefined;
  includeClosed?: boolean;
}

/**
 * Accounts as callers see them. Names are unique within a ledger, so they order and page the list.
 */
export async function readAccounts(db: Reader, query: AccountsQuery): Promise<Account[]> {
  const { ledgerId, ctx, ids, afterName, take, includeClosed = true } = query;
  const asOf = query.asOf ?? todayIn(ctx.principal.timezone, ctx.now());
  const accounts = await db.account.findMany({
    where: {
      ledgerId,
      ...(ids === undefined ? {} : { id: { in: [...ids] } }),
      ...(afterName === undefined ? {} : { name: { gt: afterName } }),
      ...(includeClosed
        ? {}
        : { OR: [{ closedOn: null }, { closedOn: { gt: fromIsoDay(asOf) } }] }),
    },
    orderBy: { name: "asc" },
    ...(take === undefined ? {} : { take }),
    select: {
      id: true,
      version: true,
      name: true,
      type: true,
      currency: true,
      closedOn: true,
      note: true,
    },
  });
  const balances = await computeBalances(db, {
    ledgerId,
    asOf,
    accountIds: accounts.map(({ id }) => id),
  });
  const byId = new Map(balances.map((balance) => [balance.accountId, balance]));
  return accounts.flatMap((account) => {
    const balance = byId.get(account.id);
    if (balance === undefined) return [];
    const { posted, pending } = balance;
    return [
      { ...account, closedOn: account.closedOn && isoDay(account.closedOn), posted, pending, asOf },
    ];
  });
}
