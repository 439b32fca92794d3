import { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { notFound } from "../../common/errors/refusals";
import { page } from "../../common/paging/page";
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
  const matched = matchTransactions(ledgerId, filters);
  const { items, nextCursor } = await page(ctx, {
    list: "transactions.list",
    filters,
    limit,
    cursor,
    rows: (after: RowKey | undefined, take = limit) => {
      const where = after === undefined ? matched : Prisma.sql`${matched} and ${behind(after)}`;
      return readTransactions(ctx.db, { where, limit: take });
    },
    keyOf: ({ date, id }) => [date, id],
  });
  return {
    items,
    nextCursor,
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

type RowKey = readonly [date: string, id: string];

/** Rows behind a key in (date desc, id desc), as a range of the index that has this order. */
const behind = ([date, id]: RowKey) => Prisma.sql`(t.date, t.id) < (${date}::date, ${id}::uuid)`;
