import type { Context } from "../../common/context";
import { newId } from "../../common/ids";
import type { AccountSnapshot } from "../../ledger/entities/account";
import type { LineSnapshot, TransactionSnapshot } from "../../ledger/entities/transaction";
import type { OperationScope } from "../../ledger/operation-scope";

interface Setting {
  ctx: Pick<Context, "now">;
  operation: Pick<OperationScope, "operationId">;
  account: Pick<AccountSnapshot, "id" | "currency">;
}

type Fields = Pick<TransactionSnapshot, "date" | "payee"> &
  Partial<
    Pick<
      TransactionSnapshot,
      "note" | "kind" | "status" | "review" | "rawText" | "externalId" | "fingerprint" | "importId"
    >
  > & {
    amountMinor: bigint;
    /** One uncategorized line over the whole amount unless given. */
    lines?: readonly { categoryId: string | null; amountMinor: bigint; note: string | null }[];
  };

/**
 * A transaction about to be inserted by an operation. Its currency is its account's (invariant 2).
 */
export function newTransaction(
  { ctx, operation, account }: Setting,
  fields: Fields,
): TransactionSnapshot {
  const {
    lines = [{ categoryId: null, amountMinor: fields.amountMinor, note: null }],
    amountMinor,
    ...rest
  } = fields;
  return {
    note: null,
    kind: "regular",
    status: "posted",
    review: "unreviewed",
    rawText: null,
    externalId: null,
    fingerprint: null,
    importId: null,
    ...rest,
    id: newId(),
    version: 1,
    createdAt: ctx.now().toISOString(),
    createdByOperationId: operation.operationId,
    accountId: account.id,
    currency: account.currency,
    amountMinor: amountMinor.toString(),
    deletedAt: null,
    lines: lines.map(newLine),
  };
}

export const newLine = (line: {
  categoryId: string | null;
  amountMinor: bigint;
  note: string | null;
}): LineSnapshot => ({
  id: newId(),
  categoryId: line.categoryId,
  amountMinor: line.amountMinor.toString(),
  note: line.note,
});
