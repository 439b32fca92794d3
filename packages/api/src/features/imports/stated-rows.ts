import type { SqlReader } from "../../common/reader";
import type { IdentifiedRow } from "./identify-rows";
import type { Place } from "./known-rows";

/** A transaction beside which the bank stated a balance. */
interface StatedRow {
  id: string;
  day: string;
  amountMinor: string;
  statedBalance: string;
  deletedAt: Date | null;
}

/** What a row is by its day, its amount and the balance beside it. */
export interface StatedMatch {
  id: string;
  isDeleted: boolean;
}

/** Transactions that no row has taken yet, by day, amount and stated balance. */
export type StatedPool = Map<string, StatedMatch[]>;

const placeOf = (day: string, amountMinor: string, stated: string) =>
  `${day} ${amountMinor} ${stated}`;

/**
 * Transactions of the account with the day, the amount and the stated balance of a row, tombstones
 * included. One search of an index for each row.
 */
export async function findStatedRows(
  db: SqlReader,
  { ledgerId, accountId }: Place,
  rows: readonly IdentifiedRow[],
): Promise<StatedRow[]> {
  const stated = new Map(
    rows.flatMap(({ date, amountMinor, statedBalanceMinor: balance }) =>
      balance ? [[placeOf(date, amountMinor, balance), { date, amountMinor, balance }]] : [],
    ),
  );
  if (stated.size === 0) return [];
  const wanted = JSON.stringify([...stated.values()]);
  return db.$queryRaw<StatedRow[]>`
    select t.id, t.date::text as day, t.amount_minor::text as "amountMinor",
      t.stated_balance::text as "statedBalance", t.deleted_at as "deletedAt"
    from jsonb_to_recordset(${wanted}::jsonb)
      as w(date date, "amountMinor" bigint, balance bigint)
    cross join lateral (
      select id, date, amount_minor, stated_balance, deleted_at from transactions
      where account_id = ${accountId}::uuid and ledger_id = ${ledgerId}::uuid
        and date = w.date and amount_minor = w."amountMinor" and stated_balance = w.balance
      offset 0
    ) t
    order by t.deleted_at is null, t.id desc`;
}

export function addStated(
  { id, day, amountMinor, statedBalance, deletedAt }: StatedRow,
  pool: StatedPool,
): void {
  const place = placeOf(day, amountMinor, statedBalance);
  const there = pool.get(place) ?? [];
  there.push({ id, isDeleted: deletedAt !== null });
  pool.set(place, there);
}

/** Takes a transaction that is not another row's out of the pool, a live one if there is one. */
export function takeStated(
  row: IdentifiedRow,
  pool: StatedPool,
  taken: ReadonlySet<string>,
): StatedMatch | null {
  if (!row.statedBalanceMinor) return null;
  const there = pool.get(placeOf(row.date, row.amountMinor, row.statedBalanceMinor)) ?? [];
  for (let match = there.pop(); match !== undefined; match = there.pop())
    if (!taken.has(match.id)) return match;
  return null;
}
