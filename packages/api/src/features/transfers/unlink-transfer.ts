import { notFound } from "../../common/errors/refusals";
import type { OperationScope } from "../../ledger/operation-scope";
import type { LedgerWriteContext } from "../../ledger/run-operation";
import type { UnlinkTransferInput } from "./schema";

/**
 * Takes a transfer apart: both transactions stay, as regular ones. @throws DomainError NOT_FOUND,
 * also when it was deleted
 */
export function unlinkTransfer(ctx: LedgerWriteContext, input: UnlinkTransferInput) {
  return ctx.operate(input, (operation) => unlink(input, operation));
}

async function unlink({ id }: UnlinkTransferInput, operation: OperationScope) {
  const transfer = (await operation.load("transfer", [id])).get(id);
  if (transfer === undefined) throw notFound("transfer");
  const { outTransactionId, inTransactionId } = transfer;
  const legs = [
    ...(await operation.load("transaction", [outTransactionId, inTransactionId])).values(),
  ];
  if (legs.some(({ deletedAt }) => deletedAt !== null)) throw notFound("transfer");
  await operation.remove("transfer", [transfer]);
  await operation.update(
    "transaction",
    legs.map((before) => ({ before, after: { ...before, kind: "regular" as const } })),
  );
  return { transfer: { id, outTransactionId, inTransactionId } };
}
