import { type EntityStore, idsOf, refsTo } from "./entity-store";
import { createRowWriter } from "./row-table";

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
      id: "id",
      version: "version",
      createdAt: "created_at",
      outTransactionId: "out_transaction_id",
      inTransactionId: "in_transaction_id",
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
