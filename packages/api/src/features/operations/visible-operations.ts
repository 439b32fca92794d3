import type { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { may } from "../../ledger/view";
import type { Operation } from "./schema";

/** The operations that a caller may see: a key without `operations:read` sees its own only. */
export function visibleOperations({ principal }: LedgerContext): Prisma.OperationWhereInput {
  const { ledgerId } = principal;
  return principal.kind === "session" || may(principal, "operations:read")
    ? { ledgerId }
    : { ledgerId, keyId: principal.keyId };
}

/**
 * Which of the operations that undid these a caller may be told of; a key without `operations:read`
 * its own only.
 */
export async function findNameable(
  ctx: LedgerContext,
  rows: readonly Row[],
): Promise<(operationId: string) => boolean> {
  if (may(ctx.principal, "operations:read")) return () => true;
  const undoers = rows.map(({ undoneById }) => undoneById).filter((id) => id !== null);
  if (undoers.length === 0) return () => false;
  const found = await ctx.db.operation.findMany({
    where: { AND: [visibleOperations(ctx), { id: { in: undoers } }] },
    select: { id: true },
  });
  const own = new Set(found.map(({ id }) => id));
  return (operationId) => own.has(operationId);
}

/** What an answer tells of an operation is made of these columns. */
export const LISTED = {
  id: true,
  seq: true,
  createdAt: true,
  actor: true,
  keyId: true,
  key: { select: { label: true } },
  channel: true,
  procedure: true,
  reason: true,
  state: true,
  undoesId: true,
  undoneById: true,
  changeCount: true,
} as const satisfies Prisma.OperationSelect;

type Row = Prisma.OperationGetPayload<{ select: typeof LISTED }>;

export function toWire(row: Row, mayName: (operationId: string) => boolean): Operation {
  const { seq, createdAt, key, undoesId, undoneById, changeCount, ...rest } = row;
  return {
    ...rest,
    seq: seq.toString(),
    at: createdAt.toISOString(),
    keyLabel: key?.label ?? null,
    undoes: undoesId,
    undoneBy: undoneById !== null && mayName(undoneById) ? undoneById : null,
    changes: changeCount,
  };
}
