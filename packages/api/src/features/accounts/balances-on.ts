import type { SqlReader } from "../../common/reader";
import type { StatedAccount } from "./stated-account";

/**
 * What an account's posted rows add up to at the end of each of some days, in minor units. Reads
 * the account once, however many days are asked for.
 */
export async function balancesOn(
  db: SqlReader,
  { id, ledgerId }: Pick<StatedAccount, "id" | "ledgerId">,
  days: readonly string[],
): Promise<Map<string, bigint>> {
  const wanted = [...new Set(days)].sort();
  const last = wanted.at(-1);
  if (last === undefined) return new Map();
  const found = await db.$queryRaw<{ day: string; balance: string }[]>`
    select date::text as day, balance::text from (
      select date, bool_or(is_wanted) as is_wanted, sum(sum(moved)) over (order by date) as balance
      from (
        select date, amount_minor as moved, false as is_wanted from transactions
        where ledger_id = ${ledgerId}::uuid and account_id = ${id}::uuid
          and deleted_at is null and status = 'posted' and date <= ${last}::date
        union all
        select unnest(${wanted}::date[]), 0, true) moves
      group by date) days
    where is_wanted`;
  return new Map(found.map(({ day, balance }) => [day, BigInt(balance)]));
}
