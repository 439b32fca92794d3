import { Prisma } from "@pfn/db";
import { isoDay } from "../../common/fields";
import type { Reader } from "../../common/reader";
import { idsOf, type Move, type RowRef, refsTo } from "./entity-store";
import type { TransactionSnapshot } from "./transaction";
import { findTransfers } from "./transfer";

/** What stands in the way of transactions: transfers, their own kind, and what they refer to. */
export async function findTransactionObstacles(
  tx: Reader,
  ledgerId: string,
  { leaving, coming, atMost }: Move<TransactionSnapshot>,
): Promise<RowRef[]> {
  const transfers =
    leaving.length === 0 ? [] : await findTransfers({ tx, ledgerId }, idsOf(leaving));
  if (coming.length === 0) return refsTo("transfer", transfers).slice(0, atMost);
  const found = [
    ...(await findTwins(tx, ledgerId, coming)),
    ...(await findMissing(tx, ledgerId, coming)),
  ];
  return [...refsTo("transfer", transfers), ...found].slice(0, atMost);
}

/** Rows that have taken the place of others among those of their account (invariant 7). */
async function findTwins(
  tx: Reader,
  ledgerId: string,
  coming: readonly TransactionSnapshot[],
): Promise<RowRef[]> {
  const twins: { id: string }[] = [];
  for (const field of ["externalId", "fingerprint"] as const) {
    const named = coming.filter((row) => row[field] !== null);
    if (named.length === 0) continue;
    const column = PLACES[field];
    // One search of a unique index for each row, even if the planner takes the table for empty. For
    // a list of all values it then compared every row of the account with each of them.
    const found = await tx.$queryRaw<{ id: string }[]>`
      select t.id
      from unnest(
        ${idsOf(named)}::uuid[], ${named.map(({ accountId }) => accountId)}::uuid[],
        ${named.map((row) => row[field])}::text[]
      ) c(id, account_id, place)
      cross join lateral (
        select id from transactions
        where account_id = c.account_id and ${column} = c.place and ledger_id = ${ledgerId}::uuid
        offset 0
      ) t
      where t.id <> c.id`;
    twins.push(...found);
  }
  return refsTo("transaction", twins);
}

/** The columns that no two rows of an account share. */
const PLACES = {
  externalId: Prisma.sql`external_id`,
  fingerprint: Prisma.sql`fingerprint`,
};

/**
 * Accounts and categories that rows need and that are gone, and accounts that were closed before a
 * row's day.
 */
async function findMissing(
  tx: Reader,
  ledgerId: string,
  coming: readonly TransactionSnapshot[],
): Promise<RowRef[]> {
  const categoryIds = [
    ...new Set(coming.flatMap(({ lines }) => lines.flatMap(({ categoryId }) => categoryId ?? []))),
  ];
  const found = await tx.account.findMany({
    where: { ledgerId, id: { in: [...new Set(coming.map(({ accountId }) => accountId))] } },
    select: { id: true, closedOn: true },
  });
  const accounts = new Map(found.map(({ id, closedOn }) => [id, closedOn && isoDay(closedOn)]));
  const categories = new Set(
    idsOf(
      await tx.category.findMany({
        where: { ledgerId, id: { in: categoryIds } },
        select: { id: true },
      }),
    ),
  );
  const homeless = coming.filter(({ accountId, date, deletedAt }) => {
    const closedOn = accounts.get(accountId);
    return closedOn === undefined || (closedOn !== null && deletedAt === null && date > closedOn);
  });
  const missing = categoryIds.filter((id) => !categories.has(id)).map((id) => ({ id }));
  return [
    ...refsTo(
      "account",
      [...new Set(homeless.map(({ accountId }) => accountId))].map((id) => ({ id })),
    ),
    ...refsTo("category", missing),
  ];
}
