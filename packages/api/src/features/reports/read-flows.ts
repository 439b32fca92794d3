import { Prisma } from "@pfn/db";
import type { SqlReader } from "../../common/reader";
import type { Period } from "./period";

export type GroupBy = "category" | "month" | "account";

/** What the transactions of one group come to, in one currency and one direction. */
export interface Flow {
  currency: string;
  isCurrent: boolean;
  isExpense: boolean;
  key: string | null;
  sum: bigint;
  /**
   * Transactions of this group; of its flow and of the whole counted only where no other group
   * counts them.
   */
  count: number;
  countOfFlow: number;
  countOfAll: number;
}

interface FlowQuery {
  ledgerId: string;
  period: Period;
  previous: Period | null;
  groupBy: GroupBy;
  /** Categories of kind expense; every other one is income. */
  expenseIds: readonly string[];
}

/**
 * Income and expense of two periods, with one statement over the lines of their transactions. A
 * line belongs to its category's kind, or without category to its sign's.
 */
export async function readFlows(db: SqlReader, query: FlowQuery): Promise<Flow[]> {
  const { ledgerId, period, groupBy, expenseIds } = query;
  const previous = query.previous ?? period;
  const isExpense = (line: Prisma.Sql) =>
    Prisma.sql`case when ${line}.category_id is null then ${line}.amount_minor < 0
      else ${line}.category_id = any(${[...expenseIds]}::uuid[]) end`;
  const earlier = (isAlike: Prisma.Sql) => Prisma.sql`(l.position = 0 or not exists (
    select 1 from transaction_lines e where e.transaction_id = t.id and e.position < l.position
      and ${isExpense(Prisma.sql`e`)} = l.is_expense and ${isAlike}))`;
  const isAlike =
    groupBy === "category"
      ? Prisma.sql`e.category_id is not distinct from l.category_id`
      : Prisma.sql`true`;
  // The inner select is kept from being joined in any other way than by its index, row by row: a
  // period is a small part of a large ledger. The names and types are this statement's.
  const rows = await db.$queryRaw<Row[]>`
    select t.currency, t.date >= ${period.from}::date as "isCurrent",
      l.is_expense as "isExpense", ${KEYS[groupBy]} as key,
      sum(l.amount_minor)::text as sum, count(*) filter (where ${earlier(isAlike)}) as count,
      count(*) filter (where ${earlier(Prisma.sql`true`)}) as "countOfFlow",
      count(*) filter (where l.position = 0) as "countOfAll"
    from transactions t cross join lateral (
      select l.category_id, l.amount_minor, l.position, ${isExpense(Prisma.sql`l`)} as is_expense
      from transaction_lines l where l.transaction_id = t.id offset 0) l
    where t.ledger_id = ${ledgerId}::uuid and t.deleted_at is null and t.kind = 'regular'
      and t.date between ${previous.from}::date and ${period.to}::date
      and not (t.date > ${previous.to}::date and t.date < ${period.from}::date)
    group by 1, 2, 3, 4`;
  return rows.map(({ sum, count, countOfFlow, countOfAll, ...rest }) => ({
    ...rest,
    sum: BigInt(sum),
    count: Number(count),
    countOfFlow: Number(countOfFlow),
    countOfAll: Number(countOfAll),
  }));
}

interface Row extends Pick<Flow, "currency" | "isCurrent" | "isExpense" | "key"> {
  /** Larger than 64 bits hold, perhaps. */
  sum: string;
  count: bigint;
  countOfFlow: bigint;
  countOfAll: bigint;
}

const KEYS: Readonly<Record<GroupBy, Prisma.Sql>> = {
  category: Prisma.sql`l.category_id`,
  month: Prisma.sql`to_char(t.date, 'YYYY-MM')`,
  account: Prisma.sql`t.account_id`,
};

export interface Excluded {
  currency: string;
  kind: "transfer" | "opening" | "adjustment";
  sum: bigint;
  count: number;
}

/** What the same transactions' period has of other kinds (invariant 5). */
export async function readExcluded(
  db: SqlReader,
  { ledgerId, period }: Pick<FlowQuery, "ledgerId" | "period">,
): Promise<Excluded[]> {
  const rows = await db.$queryRaw<
    { currency: string; kind: Excluded["kind"]; sum: string; count: bigint }[]
  >`
    select t.currency, t.kind::text, sum(t.amount_minor)::text as sum, count(*) as count
    from transactions t
    where t.ledger_id = ${ledgerId}::uuid and t.deleted_at is null and t.kind <> 'regular'
      and t.date between ${period.from}::date and ${period.to}::date
    group by 1, 2 order by 1, 2`;
  return rows.map((row) => ({ ...row, sum: BigInt(row.sum), count: Number(row.count) }));
}
