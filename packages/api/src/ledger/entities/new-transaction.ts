import { newId } from "../../common/ids";
import type { AccountSnapshot } from "./account";
import { newLine, type TransactionSnapshot, UNLESS_TOLD } from "./transaction";

interface NewRow {
  operation: { operationId: string; now: () => Date };
  account: Pick<AccountSnapshot, "id" | "currency">;
}

type Fields = Pick<TransactionSnapshot, "date" | "payee"> &
  Partial<Pick<TransactionSnapshot, keyof typeof UNLESS_TOLD>> & {
    amountMinor: bigint;
    /** One uncategorized line over the whole amount unless given. */
    lines?: readonly { categoryId: string | null; amountMinor: bigint; note: string | null }[];
  };

/**
 * A transaction about to be inserted by an operation. Its currency is its account's (invariant 2).
 */
export function newTransaction(
  { operation, account }: NewRow,
  fields: Fields,
): TransactionSnapshot {
  const {
    lines = [{ categoryId: null, amountMinor: fields.amountMinor, note: null }],
    amountMinor,
    ...rest
  } = fields;
  return {
    ...UNLESS_TOLD,
    ...rest,
    id: newId(),
    version: 1,
    createdAt: operation.now().toISOString(),
    createdByOperationId: operation.operationId,
    accountId: account.id,
    currency: account.currency,
    amountMinor: amountMinor.toString(),
    deletedAt: null,
    lines: lines.map(newLine),
  };
}
