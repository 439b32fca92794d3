import type { Reader } from "../../common/reader";
import { type EntityStore, idsOf, refsTo } from "./entity-store";
import { createRowWriter } from "./row-writer";

export interface TransferSnapshot {
  id: string;
  version: number;
  createdAt: string;
  outTransactionId: string;
  inTransactionId: string;
}

const legsOf = (rows: readonly TransferSnapshot[]) => [
  ...new Set(
    rows.flatMap(({ outTransactionId, inTransactionId }) => [outTransactionId, inTransactionId]),
  ),
];

export const transferStore: EntityStore<TransferSnapshot> = {
  load: async (tx, ledgerId, ids) => {
    const rows = await tx.transfer.findMany({
      where: { ledgerId, id: { in: [...ids] } },
      omit: { ledgerId: true, updatedAt: true },
    });
    return new Map(rows.map((row) => [row.id, { ...row, createdAt: row.createdAt.toISOString() }]));
  },
  ...createRowWriter<TransferSnapshot>("transfers", {
    columns: {
      id: "plain",
      version: "plain",
      createdAt: "plain",
      outTransactionId: "plain",
      inTransactionId: "plain",
    },
    hasUpdatedAt: true,
  }),
  // A leg that is gone, or that belongs to another transfer by now. Nothing refers to a transfer.
  findObstacles: async (tx, ledgerId, { coming, atMost }) => {
    if (coming.length === 0) return [];
    const legs = legsOf(coming);
    const found = new Set(
      idsOf(
        await tx.transaction.findMany({
          where: { ledgerId, id: { in: legs } },
          select: { id: true },
        }),
      ),
    );
    const missing = legs.filter((id) => !found.has(id)).map((id) => ({ id }));
    const rivals = await tx.transfer.findMany({
      where: {
        ledgerId,
        id: { notIn: idsOf(coming) },
        OR: [{ outTransactionId: { in: legs } }, { inTransactionId: { in: legs } }],
      },
      take: atMost,
      select: { id: true },
    });
    return [...refsTo("transaction", missing), ...refsTo("transfer", rivals)].slice(0, atMost);
  },
};

/** The two legs of a transfer. */
export type Legs = Pick<TransferSnapshot, "id" | "outTransactionId" | "inTransactionId">;

/** Every transfer that has one of the transactions as a leg. */
export const findTransfers = (
  { tx, ledgerId }: { tx: Reader; ledgerId: string },
  transactionIds: readonly string[],
): Promise<Legs[]> =>
  tx.transfer.findMany({
    where: {
      ledgerId,
      OR: [
        { outTransactionId: { in: [...transactionIds] } },
        { inTransactionId: { in: [...transactionIds] } },
      ],
    },
    select: { id: true, outTransactionId: true, inTransactionId: true },
  });
