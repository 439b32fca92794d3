import type { OperationScope } from "../../ledger/operation-scope";

/** The two legs of a transfer. */
export interface Legs {
  id: string;
  outTransactionId: string;
  inTransactionId: string;
}

/** Every transfer that has one of the transactions as a leg. */
export const findTransfers = (
  { tx, ledgerId }: Pick<OperationScope, "tx" | "ledgerId">,
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
