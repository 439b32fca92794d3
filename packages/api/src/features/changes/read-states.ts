import { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { isoDay } from "../../common/fields";
import type { Reader } from "../../common/reader";
import { readCategories } from "../categories/list-categories";
import { matchTransactions } from "../transactions/match-transactions";
import { readTransactions } from "../transactions/read-transactions";
import type { RowState } from "./schema";

export type StateEntity = RowState["entity"];

/** Names a row, and the operation that changed it last. */
interface Latest {
  entity: StateEntity;
  entityId: string;
  seq: bigint;
}

/**
 * Rows as callers see them now, null for those that are gone, in the order given: one statement per
 * kind of row.
 */
export async function readStates(
  { db, principal }: LedgerContext,
  rows: readonly Latest[],
): Promise<RowState[]> {
  const { ledgerId } = principal;
  const read = async <R extends { id: string }>(
    entity: StateEntity,
    load: (ids: string[]) => Promise<R[]>,
  ) => {
    const ids = rows.filter((row) => row.entity === entity).map(({ entityId }) => entityId);
    return new Map(ids.length === 0 ? [] : (await load(ids)).map((row) => [row.id, row]));
  };
  const found = {
    account: await read("account", (ids) => readAccounts(db, ledgerId, ids)),
    category: await read("category", (ids) => readCategories(db, { ledgerId, id: { in: ids } })),
    transaction: await read("transaction", (ids) => readLive(db, ledgerId, ids)),
    transfer: await read("transfer", (ids) =>
      db.transfer.findMany({
        where: { ledgerId, id: { in: ids } },
        select: { id: true, outTransactionId: true, inTransactionId: true },
      }),
    ),
  };
  return rows.map(({ entity, entityId: id, seq: number }): RowState => {
    const seq = number.toString();
    if (entity === "account") return { entity, id, seq, row: found.account.get(id) ?? null };
    if (entity === "category") return { entity, id, seq, row: found.category.get(id) ?? null };
    if (entity === "transfer") return { entity, id, seq, row: found.transfer.get(id) ?? null };
    return { entity, id, seq, row: found.transaction.get(id) ?? null };
  });
}

async function readAccounts(db: Reader, ledgerId: string, ids: string[]) {
  const accounts = await db.account.findMany({
    where: { ledgerId, id: { in: ids } },
    select: {
      id: true,
      version: true,
      name: true,
      type: true,
      currency: true,
      closedOn: true,
      note: true,
    },
  });
  return accounts.map(({ closedOn, ...rest }) => ({
    ...rest,
    closedOn: closedOn && isoDay(closedOn),
  }));
}

const readLive = (db: Reader, ledgerId: string, ids: string[]) =>
  readTransactions(db, {
    where: Prisma.sql`${matchTransactions(ledgerId, {})} and t.id = any(${ids}::uuid[])`,
    limit: ids.length,
  });
