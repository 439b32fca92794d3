import { Prisma } from "@pfn/db";
import type { SqlReader } from "../../common/reader";
import type { StatedAccount } from "./stated-account";

/** Where ledger and bank went apart, as far as the bank stated balances. Minor units. */
export interface Parting {
  lastAgreeing: { on: string; amount: bigint } | null;
  /** After `lastAgreeing`. */
  firstDifferingDay: string | null;
}

/**
 * Compares the ledger day by day with what the bank stated up to a day: the checks that are kept,
 * and the balances beside the rows.
 *
 * The balance at the end of a day is the one from which no other row of the day goes on: a row
 * begins with its balance less its amount. That needs no order within the day. Where the rows of a
 * day end where they began, each of their balances may be its last. A row that was deleted since is
 * still what the bank stated, so it counts as stated and not in the ledger.
 *
 * Reads the account once, as a balance does.
 */
export async function findParting(
  db: SqlReader,
  account: StatedAccount,
  on: string,
): Promise<Parting> {
  const [found] = await db.$queryRaw<
    { agreed: string | null; amount: string | null; differing: string | null }[]
  >(selectParting(account, on));
  const { agreed = null, amount = null, differing = null } = found ?? {};
  return {
    lastAgreeing:
      agreed === null || amount === null ? null : { on: agreed, amount: BigInt(amount) },
    firstDifferingDay: differing,
  };
}

const selectParting = ({ id, ledgerId, isLiability }: StatedAccount, on: string) => Prisma.sql`
  with rows as materialized (
    select date, amount_minor, stated_balance,
      deleted_at is null and status = 'posted' as is_in
    from transactions
    where ledger_id = ${ledgerId}::uuid and account_id = ${id}::uuid and date <= ${on}::date
  ), kept as (
    select "on" as date, amount_minor from balance_checks
    where ledger_id = ${ledgerId}::uuid and account_id = ${id}::uuid and "on" <= ${on}::date
  ), ledger as (
    select date, sum(sum(moved)) over (order by date) as balance
    from (
      select date, case when is_in then amount_minor else 0 end as moved from rows
      union all select date, 0 from kept) moves
    group by date
  ), signs as (
    select unnest(${isLiability ? [1, -1] : [1]}::int[]) as sign
  ), points as (
    select date, sign, balance, sum(n) as n, max(sum(n)) over (partition by date, sign) as most
    from (
      select date, sign, sign * stated_balance as balance, 1 as n from rows, signs
      where stated_balance is not null
      union all
      select date, sign, sign * stated_balance - amount_minor, -1 from rows, signs
      where stated_balance is not null) steps
    group by date, sign, balance
  ), stated as (
    select date, sign, balance, false as is_check from points where n >= 0 and n >= least(most, 1)
    union all select date, sign, sign * amount_minor, true from kept, signs
  ), judged as (
    select s.date, bool_or(not s.is_check) as has_rows,
      bool_or(s.balance = l.balance) as agrees,
      coalesce(bool_or(s.balance = l.balance) filter (where not s.is_check), false) as rows_agree,
      max(s.sign * s.balance) filter (where s.balance = l.balance) as amount
    from stated s join ledger l using (date)
    group by s.date
  ), agreed as (
    select date, amount from judged where agrees order by date desc limit 1
  )
  select a.date::text as agreed, a.amount::text as amount, (
    select min(j.date)::text from judged j
    where j.has_rows and not j.rows_agree and (a.date is null or j.date > a.date)) as differing
  from (select 1) one left join agreed a on true`;
