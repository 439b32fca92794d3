import { Prisma, type Tx } from "@pfn/db";
import { isoDay } from "../../common/fields";
import type { Reader } from "../../common/reader";
import { type EntityStore, idsOf, type RowRef, refsTo } from "./entity-store";
import { chunk, createRowWriter } from "./row-writer";
import {
  type LineSnapshot,
  loadTransactions,
  TRANSACTION_COLUMNS,
  type TransactionSnapshot,
} from "./transaction";
import { findTransfers } from "./transfer";

const writer = createRowWriter<Omit<TransactionSnapshot, "lines">>("transactions", {
  columns: TRANSACTION_COLUMNS,
  hasUpdatedAt: true,
});

const lineWriter = createRowWriter<LineSnapshot & { position: number; transactionId: string }>(
  "transaction_lines",
  {
    columns: {
      id: "plain",
      transactionId: "plain",
      position: "plain",
      categoryId: "plain",
      amountMinor: "plain",
      note: "plain",
    },
    hasUpdatedAt: false,
  },
);

export const transactionStore: EntityStore<TransactionSnapshot> = {
  load: loadTransactions,
  insert: async (tx, ledgerId, rows) => {
    for (const part of chunk(rows)) {
      await writer.insert(tx, ledgerId, part);
      await insertLines(tx, ledgerId, part);
      await checkLines(tx, part.length);
    }
  },
  update: async (tx, ledgerId, rows) => {
    const written = new Set<string>();
    for (const part of chunk(rows)) {
      const ids = await writer.update(tx, ledgerId, part);
      for (const id of ids) written.add(id);
      await tx.transactionLine.deleteMany({ where: { ledgerId, transactionId: { in: ids } } });
      await insertLines(
        tx,
        ledgerId,
        part.filter(({ id }) => written.has(id)),
      );
      await checkLines(tx, part.length);
    }
    return [...written];
  },
  remove: async (tx, ledgerId, rows) => {
    const gone: string[] = [];
    for (const part of chunk(rows)) {
      gone.push(...(await writer.remove(tx, ledgerId, part)));
      await checkLines(tx, part.length);
    }
    return gone;
  },
  findObstacles: async (tx, ledgerId, { leaving, coming, atMost }) => {
    const transfers =
      leaving.length === 0 ? [] : await findTransfers({ tx, ledgerId }, idsOf(leaving));
    if (coming.length === 0) return refsTo("transfer", transfers).slice(0, atMost);
    const found = [
      ...(await findTwins(tx, ledgerId, coming)),
      ...(await findMissing(tx, ledgerId, coming)),
    ];
    return [...refsTo("transfer", transfers), ...found].slice(0, atMost);
  },
};

/**
 * With fewer rows than these, the checks that wait for the end of the transaction cost next to
 * nothing there.
 */
const CHECKED_AT_THE_END = 500;

/**
 * Has PostgreSQL check now that lines sum to their transaction: each row was written together with
 * its lines. Left to the end, the checks of a large operation would come in one statement, whose
 * time is limited. Later writes are checked as ever.
 */
async function checkLines(tx: Tx, written: number): Promise<void> {
  if (written < CHECKED_AT_THE_END) return;
  await tx.$executeRaw`SET CONSTRAINTS "transactions_lines_sum", "transaction_lines_sum" IMMEDIATE`;
  await tx.$executeRaw`SET CONSTRAINTS "transactions_lines_sum", "transaction_lines_sum" DEFERRED`;
}

const insertLines = (tx: Tx, ledgerId: string, rows: readonly TransactionSnapshot[]) =>
  lineWriter.insert(
    tx,
    ledgerId,
    rows.flatMap(({ id: transactionId, lines: own }) =>
      own.map((line, position) => ({ ...line, position, transactionId })),
    ),
  );

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
