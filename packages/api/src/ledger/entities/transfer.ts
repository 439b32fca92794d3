import type { Reader } from "../../common/reader";
import { type EntityStore, idsOf, refsTo } from "./entity-store";
import { createRowWriter, textsSql } from "./row-writer";

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
    const own = new Set(idsOf(coming));
    const rivals = (await findTransfers({ tx, ledgerId }, legs)).filter(({ id }) => !own.has(id));
    return [...refsTo("transaction", missing), ...refsTo("transfer", rivals)].slice(0, atMost);
  },
};

/** The two legs of a transfer. */
export type Legs = Pick<TransferSnapshot, "id" | "outTransactionId" | "inTransactionId">;

/**
 * Every transfer that has one of the transactions as a leg. Each is looked up by its leg: asked for
 * many at once, the planner would rather read all transfers of the ledger.
 */
export async function findTransfers(
  { tx, ledgerId }: { tx: Reader; ledgerId: string },
  transactionIds: readonly string[],
): Promise<Legs[]> {
  if (transactionIds.length === 0) return [];
  // The ledger is compared outside, where it cannot choose the index.
  const found = await tx.$queryRaw<Legs[]>`
    select leg.id, out_transaction_id as "outTransactionId", in_transaction_id as "inTransactionId"
    from unnest(${textsSql(transactionIds)}::uuid[]) as named(id)
    cross join lateral (
      (select * from transfers where out_transaction_id = named.id limit 1)
      union all
      (select * from transfers where in_transaction_id = named.id limit 1)
    ) leg
    where leg.ledger_id = ${ledgerId}::uuid`;
  return [...new Map(found.map((legs) => [legs.id, legs])).values()];
}
