import type { Review, TransactionKind, TransactionStatus, Tx } from "@pfn/db";
import type { EntityStore, RowRef } from "../operations/entities";
import { fromIsoDay, isoDay } from "../schema/common";

export interface LineSnapshot {
  id: string;
  categoryId: string | null;
  /** Minor units, as a decimal integer: JSON has no 64-bit numbers. */
  amountMinor: string;
  note: string | null;
}

/** A transaction with its lines, in their order. */
export interface TransactionSnapshot {
  id: string;
  version: number;
  createdAt: string;
  createdByOperationId: string;
  accountId: string;
  date: string;
  amountMinor: string;
  currency: string;
  payee: string;
  note: string | null;
  kind: TransactionKind;
  status: TransactionStatus;
  review: Review;
  rawText: string | null;
  externalId: string | null;
  fingerprint: string | null;
  importId: string | null;
  deletedAt: string | null;
  lines: LineSnapshot[];
}

export const transactionStore: EntityStore<TransactionSnapshot> = {
  load: async (tx, ledgerId, ids) => {
    const rows = await tx.transaction.findMany({
      where: { ledgerId, id: { in: [...ids] } },
      omit: { ledgerId: true, updatedAt: true },
      include: {
        lines: { orderBy: { position: "asc" }, select: { id: true, categoryId: true, amountMinor: true, note: true } },
      },
    });
    return new Map(
      rows.map(({ createdAt, date, amountMinor, deletedAt, lines, ...rest }) => [
        rest.id,
        {
          ...rest,
          createdAt: createdAt.toISOString(),
          date: isoDay(date),
          amountMinor: amountMinor.toString(),
          deletedAt: deletedAt?.toISOString() ?? null,
          lines: lines.map((line) => ({ ...line, amountMinor: line.amountMinor.toString() })),
        },
      ]),
    );
  },
  insert: async (tx, ledgerId, rows) => {
    await tx.transaction.createMany({ data: rows.map((row) => ({ ...toColumns(row), ledgerId })) });
    await insertLines(tx, ledgerId, rows);
  },
  update: async (tx, ledgerId, { row, expectedVersion }) => {
    const { count } = await tx.transaction.updateMany({
      where: { id: row.id, ledgerId, version: expectedVersion },
      data: toColumns(row),
    });
    if (count !== 1) return false;
    await tx.transactionLine.deleteMany({ where: { transactionId: row.id, ledgerId } });
    await insertLines(tx, ledgerId, [row]);
    return true;
  },
  remove: async (tx, ledgerId, { id, version }) =>
    (await tx.transaction.deleteMany({ where: { id, ledgerId, version } })).count === 1,
  // Nothing refers to a transaction yet that would outlive it.
  findObstacles: async (tx, ledgerId, { to }) =>
    to === null ? [] : [...(await findTwins(tx, ledgerId, to)), ...(await findMissing(tx, ledgerId, to))],
};

/** Rows that have taken the transaction's place among those of its account (invariant 7). */
async function findTwins(
  tx: Tx,
  ledgerId: string,
  { id, accountId, externalId, fingerprint }: TransactionSnapshot,
): Promise<RowRef[]> {
  const same = [...(externalId === null ? [] : [{ externalId }]), ...(fingerprint === null ? [] : [{ fingerprint }])];
  if (same.length === 0) return [];
  const twins = await tx.transaction.findMany({
    where: { ledgerId, accountId, id: { not: id }, OR: same },
    select: { id: true },
  });
  return twins.map((twin) => ({ entity: "transaction", entityId: twin.id }));
}

/** The account and the categories that the transaction needs and that are gone. */
async function findMissing(tx: Tx, ledgerId: string, { accountId, lines }: TransactionSnapshot): Promise<RowRef[]> {
  const wanted = [...new Set(lines.flatMap(({ categoryId }) => (categoryId === null ? [] : [categoryId])))];
  const account = await tx.account.findFirst({ where: { ledgerId, id: accountId }, select: { id: true } });
  const categories = await tx.category.findMany({ where: { ledgerId, id: { in: wanted } }, select: { id: true } });
  const known = new Set(categories.map(({ id }) => id));
  return [
    ...(account === null ? [{ entity: "account" as const, entityId: accountId }] : []),
    ...wanted.filter((id) => !known.has(id)).map((id) => ({ entity: "category" as const, entityId: id })),
  ];
}

async function insertLines(tx: Tx, ledgerId: string, rows: readonly TransactionSnapshot[]): Promise<void> {
  await tx.transactionLine.createMany({
    data: rows.flatMap(({ id: transactionId, lines }) =>
      lines.map(({ amountMinor, ...line }, position) => ({
        ...line,
        amountMinor: BigInt(amountMinor),
        position,
        transactionId,
        ledgerId,
      })),
    ),
  });
}

const toColumns = ({ lines: _lines, createdAt, date, amountMinor, deletedAt, ...rest }: TransactionSnapshot) => ({
  ...rest,
  createdAt: new Date(createdAt),
  date: fromIsoDay(date),
  amountMinor: BigInt(amountMinor),
  deletedAt: deletedAt === null ? null : new Date(deletedAt),
});
