import type { LedgerContext } from "../../common/context";
import { todayIn } from "../../common/fields";
import { toMoney } from "../../common/money/money";
import { monthEnds, monthsBefore, requirePeriod } from "./period";
import type { BalancesInput } from "./schema";

/**
 * What all accounts held together at the end of each month, per currency: sums of the posted rows
 * up to that day (invariant 3).
 *
 * @throws DomainError BAD_REQUEST for a period that ends before it begins, or is longer than ten
 *   years
 */
export async function readBalances(ctx: LedgerContext, input: BalancesInput) {
  const today = todayIn(ctx.principal.timezone, ctx.now());
  const to = input.to ?? today;
  const period = requirePeriod({ from: input.from ?? monthsBefore(to, 11), to });
  const days = monthEnds(period);
  const changes = await readChanges(ctx, days);
  const currencies = [...new Set(changes.map(({ currency }) => currency))].sort();
  return {
    series: currencies.map((currency) => {
      const balance = { sum: 0n, count: 0 };
      const points = days.map((date, place) => {
        for (const change of changes.filter(
          (one) => one.currency === currency && one.place === place,
        )) {
          balance.sum += BigInt(change.sum);
          balance.count += Number(change.count);
        }
        const replay = { to: date, currency, status: "posted" as const };
        return { date, sum: toMoney(balance.sum, currency), count: balance.count, replay };
      });
      return { currency, points };
    }),
  };
}

/** What each of these days, in order, adds to the one before. */
function readChanges({ db, principal: { ledgerId } }: LedgerContext, days: readonly string[]) {
  // Account by account and day by day, as the index of balances has them. The names and types are
  // this statement's.
  return db.$queryRaw<{ currency: string; place: number; sum: string; count: bigint }[]>`
    select a.currency,
      (select count(*) from unnest(${[...days]}::date[]) end_of_month
        where end_of_month < d.date)::int as place,
      sum(d.sum)::text as sum, sum(d.count)::bigint as count
    from accounts a cross join lateral (
      select t.date, sum(t.amount_minor) as sum, count(*) as count
      from transactions t
      where t.ledger_id = ${ledgerId}::uuid and t.account_id = a.id
        and t.status = 'posted' and t.deleted_at is null
        and t.date <= ${days.at(-1)}::date
      group by t.date) d
    where a.ledger_id = ${ledgerId}::uuid
    group by 1, 2`;
}
