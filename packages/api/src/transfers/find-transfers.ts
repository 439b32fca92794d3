import { textsSql } from "../operations/array-sql";
import type { OperationScope } from "../operations/operation-scope";

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
  tx.$queryRaw<Legs[]>`
    select id, out_transaction_id as "outTransactionId", in_transaction_id as "inTransactionId" from transfers
    where ledger_id = ${ledgerId}::uuid and (out_transaction_id = any(${textsSql(transactionIds)}::uuid[])
      or in_transaction_id = any(${textsSql(transactionIds)}::uuid[]))`;
