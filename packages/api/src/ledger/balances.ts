import { Prisma } from "@pfn/db";
import { type Money, toMoney } from "../common/money/money";
import type { SqlReader } from "../common/reader";

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

/**
 * Balances from the rows themselves (invariant 3): live rows only, posted and pending apart, by
 * account name. Account by account, so that each sum is read from the index that holds just this.
 */
export async function computeBalances(
  db: SqlReader,
  { ledgerId, accountIds, asOf }: BalanceQuery,
): Promise<WireBalance[]> {
  if (accountIds?.length === 0) return [];
  // Sums can be larger than 64 bits hold, so they travel as text. The names and types are this
  // statement's.
  const rows = await db.$queryRaw<
    { accountId: string; name: string; currency: string; posted: string; pending: string }[]
  >`
    select a.id as "accountId", a.name, a.currency, s.posted, s.pending
    from accounts a cross join lateral (
      select coalesce(sum(t.amount_minor) filter (where t.status = 'posted'), 0)::text as posted,
        coalesce(sum(t.amount_minor) filter (where t.status = 'pending'), 0)::text as pending
      from transactions t
      where t.ledger_id = a.ledger_id and t.account_id = a.id and t.deleted_at is null
        ${asOf === undefined ? Prisma.empty : Prisma.sql`and t.date <= ${asOf}::date`}) s
    where a.ledger_id = ${ledgerId}::uuid
      ${accountIds === undefined ? Prisma.empty : amongSql(accountIds)}
    order by a.name, a.id`;
  return rows.map(({ posted, pending, currency, ...account }) => ({
    ...account,
    posted: toMoney(BigInt(posted), currency),
    pending: toMoney(BigInt(pending), currency),
  }));
}

const amongSql = (accountIds: readonly string[]): Prisma.Sql =>
  Prisma.sql`and a.id = any(${[...accountIds]}::uuid[])`;
