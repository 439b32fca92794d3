import { Prisma } from "@pfn/db";
import { toMoney } from "../../common/money/money";
import type { SqlReader } from "../../common/reader";
import type { TransactionFilters } from "./list-schema";
import { matchLines, matchWhole } from "./match-transactions";

interface Query {
  ledgerId: string;
  filters: TransactionFilters;
}

/**
 * Count and sum per currency of what the filters find; of a split transaction only the lines that
 * they speak of.
 */
export async function sumTransactions(db: SqlReader, { ledgerId, filters }: Query) {
  const matched = matchWhole(ledgerId, filters);
  const lines = matchLines(ledgerId, filters);
  // A sum can be larger than 64 bits hold, so it travels as text. The names and types are these
  // statements'.
  const rows = await db.$queryRaw<{ currency: string; count: bigint; sum: string }[]>(
    lines === null
      ? Prisma.sql`
          select t.currency, count(*) as count, sum(t.amount_minor)::text as sum
          from transactions t where ${matched} group by t.currency order by t.currency`
      : Prisma.sql`
          select own.currency, count(*) as count, sum(own.sum)::text as sum
          from (
            select t.currency, sum(l.amount_minor) as sum
            from transactions t join transaction_lines l on l.transaction_id = t.id and ${lines}
            where ${matched} group by t.id, t.currency) own
          group by own.currency order by own.currency`,
  );
  return rows.map(({ currency, count, sum }) => ({
    count: Number(count),
    sum: toMoney(BigInt(sum), currency),
  }));
}
