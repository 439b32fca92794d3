import { notFound } from "../../common/errors/refusals";
import type { Operation } from "../../ledger/operation";
import type { UnlinkTransferInput } from "./schema";

/**
 * Takes a transfer apart: both transactions stay, as regular ones. @throws DomainError NOT_FOUND,
 * also when it was deleted
 */
export async function unlinkTransfer(operation: Operation, { id }: UnlinkTransferInput) {
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
