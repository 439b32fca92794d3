import { isDeepStrictEqual } from "node:util";
import { type Db, Prisma } from "@pfn/db";
import { currentRows, replayLog } from "./replay-log";

/**
 * What contradicts itself in a ledger; nothing when all is well. Looks at the tables themselves:
 * amounts and their lines, transfers and their legs, the log's numbers, repetitions, and whether
 * replaying the whole log gives the rows that are there.
 */
export async function checkLedger(db: Db, ledgerId: string): Promise<string[]> {
  const problems: string[] = [];
  for (const [problem, rows] of Object.entries(CONTRADICTIONS)) {
    const [{ count = 0 } = {}] = await db.$queryRaw<{ count: number }[]>`
      with here as (select ${ledgerId}::uuid as ledger_id), wrong as (${rows})
      select count(*)::int as count from wrong`;
    if (count > 0) problems.push(`${count} × ${problem}`);
  }
  const [log, now] = [await replayLog(db, ledgerId), await currentRows(db, ledgerId)];
  if (!isDeepStrictEqual(log, now))
    problems.push("replaying the log does not give the rows that are there");
  return problems;
}

/** Each selects what must not exist. */
const CONTRADICTIONS = {
  "an amount that is not the sum of its lines": Prisma.sql`
    select 1 from transactions t natural join here
    where amount_minor <> (select coalesce(sum(l.amount_minor), 0) from transaction_lines l
      where l.transaction_id = t.id)`,
  "a transfer without one leg out and one leg in": Prisma.sql`
    select 1 from transfers natural join here
    join transactions o on o.id = out_transaction_id join transactions i on i.id = in_transaction_id
    where o.kind <> 'transfer' or i.kind <> 'transfer' or o.amount_minor >= 0 or i.amount_minor <= 0
      or o.account_id = i.account_id or (o.deleted_at is null) <> (i.deleted_at is null)`,
  "a leg of no transfer": Prisma.sql`
    select 1 from transactions t natural join here
    where kind = 'transfer' and 1 <> (select count(*) from transfers f
      where t.id in (f.out_transaction_id, f.in_transaction_id))`,
  "a gap in the log": Prisma.sql`
    select 1 from ledgers l join here on l.id = here.ledger_id
    where l.rev <> (select count(*) from operations o where o.ledger_id = l.id)
      or l.rev <> (select coalesce(max(seq), 0) from operations o where o.ledger_id = l.id)`,
  "an entry of the log without its answer": Prisma.sql`
    select 1 from operations natural join here where result is null`,
  "a write that counted twice": Prisma.sql`
    select 1 from operations natural join here where idempotency_key is not null
    group by procedure, idempotency_key having count(*) > 1`,
};
