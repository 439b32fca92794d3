import type { Db, Tx } from "@pfn/db";
import { type Money, toMoney } from "../money/money";
import { fromIsoDay } from "../schema/common";

export interface WireBalance {
  accountId: string;
  name: string;
  posted: Money;
  pending: Money;
}

export interface BalanceQuery {
  ledgerId: string;
  accountIds?: readonly string[];
  /** Only rows up to this civil date count. */
  asOf?: string;
}

/** Balances from the rows themselves (invariant 3): live rows only, posted and pending apart, by account name. */
export async function computeBalances(
  db: Db | Tx,
  { ledgerId, accountIds, asOf }: BalanceQuery,
): Promise<WireBalance[]> {
  if (accountIds?.length === 0) return [];
  const ids = accountIds === undefined ? {} : { in: [...accountIds] };
  const accounts = await db.account.findMany({
    where: { ledgerId, ...(accountIds === undefined ? {} : { id: ids }) },
    select: { id: true, name: true, currency: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const sums = await db.transaction.groupBy({
    by: ["accountId", "status"],
    where: {
      ledgerId,
      deletedAt: null,
      ...(accountIds === undefined ? {} : { accountId: ids }),
      ...(asOf === undefined ? {} : { date: { lte: fromIsoDay(asOf) } }),
    },
    _sum: { amountMinor: true },
  });
  const minor = new Map(sums.map(({ accountId, status, _sum }) => [`${accountId} ${status}`, _sum.amountMinor ?? 0n]));
  return accounts.map(({ id, name, currency }) => ({
    accountId: id,
    name,
    posted: toMoney(minor.get(`${id} posted`) ?? 0n, currency),
    pending: toMoney(minor.get(`${id} pending`) ?? 0n, currency),
  }));
}
