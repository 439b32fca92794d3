import { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { notFound } from "../../common/errors/refusals";
import { decodeCursor, encodeCursor } from "../../common/paging/cursor";
import type { ListTransactionsInput } from "./list-schema";
import { matchTransactions } from "./match-transactions";
import { readTransactions } from "./read-transactions";
import { sumTransactions } from "./sum-transactions";

/**
 * One page of the ledger's transactions, newest first, by keyset on (date, id); their totals only
 * when asked for.
 */
export async function listTransactions(ctx: LedgerContext, input: ListTransactionsInput) {
  const { cursor, limit, include, ...filters } = input;
  const { ledgerId } = ctx.principal;
  const scope = { list: "transactions.list", filters };
  const position = cursor === undefined ? null : decodeCursor(ctx, scope, cursor);
  const matched = matchTransactions(ledgerId, filters);
  const where = position === null ? matched : Prisma.sql`${matched} and ${after(position)}`;
  const rows = await readTransactions(ctx.db, { where, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? encodeCursor(ctx, scope, [last.date, last.id]) : null,
    ...(include === "totals" && { totals: await sumTransactions(ctx.db, { ledgerId, filters }) }),
  };
}

/** One transaction. @throws DomainError NOT_FOUND also for a deleted one and somebody else's */
export async function getTransaction({ db, principal }: LedgerContext, { id }: { id: string }) {
  const where = Prisma.sql`${matchTransactions(principal.ledgerId, {})} and t.id = ${id}::uuid`;
  const [transaction] = await readTransactions(db, { where, limit: 1 });
  if (transaction === undefined) throw notFound("transaction");
  return transaction;
}

/** Rows behind a position in (date desc, id desc), as a range of the index that has this order. */
const after = ([date = "", id = ""]: readonly string[]) =>
  Prisma.sql`(t.date, t.id) < (${date}::date, ${id}::uuid)`;
