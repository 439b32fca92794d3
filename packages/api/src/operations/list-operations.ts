import type { Prisma } from "@pfn/db";
import { expandScopes } from "@pfn/keys";
import type { LedgerContext } from "../context";
import { notFound } from "../errors/refusals";
import { addDays, startOfDay } from "../schema/civil-day";
import { decodeCursor, encodeCursor } from "../schema/cursor";
import type { GetOperationInput, ListOperationsInput, Operation } from "./schema";

/** The ledger's log, newest first. A key without `operations:read` sees what it did itself. */
export async function listOperations(ctx: LedgerContext, input: ListOperationsInput) {
  const { cursor, limit, ...filters } = input;
  const scope = { list: "operations.list", filters };
  const [beforeSeq] = cursor === undefined ? [] : decodeCursor(ctx, scope, cursor);
  const rows = await ctx.db.operation.findMany({
    where: {
      AND: [
        visibleOperations(ctx),
        filters.keyId === undefined ? {} : { keyId: filters.keyId },
        filters.channel === undefined ? {} : { channel: filters.channel },
        filters.from === undefined ? {} : { createdAt: { gte: startOfDay(filters.from, ctx.principal.timezone) } },
        filters.to === undefined
          ? {}
          : { createdAt: { lt: startOfDay(addDays(filters.to, 1), ctx.principal.timezone) } },
        beforeSeq === undefined ? {} : { seq: { lt: BigInt(beforeSeq) } },
      ],
    },
    orderBy: { seq: "desc" },
    take: limit + 1,
    select: LISTED,
  });
  const items = rows.slice(0, limit).map(toWire);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(ctx, scope, [last.seq]) : null };
}

/** One operation with a page of the rows that it changed. @throws DomainError NOT_FOUND also for one that the caller may not see */
export async function getOperation(ctx: LedgerContext, { id, limit, cursor }: GetOperationInput) {
  const scope = { list: "operations.get", filters: { id } };
  const [after = "-1"] = cursor === undefined ? [] : decodeCursor(ctx, scope, cursor);
  const row = await ctx.db.operation.findFirst({
    where: { AND: [visibleOperations(ctx), { id }] },
    select: {
      ...LISTED,
      changes: {
        where: { index: { gt: Number(after) } },
        orderBy: { index: "asc" },
        take: limit + 1,
        select: { index: true, entity: true, entityId: true, before: true, after: true },
      },
    },
  });
  if (row === null) throw notFound("operation");
  const { changes, ...rest } = row;
  const rows = changes.slice(0, limit);
  const last = changes.length > limit ? rows.at(-1) : undefined;
  return {
    ...toWire(rest),
    rows: rows.map(({ index: _, ...row }) => row),
    nextCursor: last === undefined ? null : encodeCursor(ctx, scope, [String(last.index)]),
  };
}

function visibleOperations({ principal }: LedgerContext): Prisma.OperationWhereInput {
  const { ledgerId } = principal;
  const seesAll = principal.kind === "session" || expandScopes(principal.scopes).has("operations:read");
  return seesAll ? { ledgerId } : { ledgerId, keyId: principal.keyId };
}

const LISTED = {
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

function toWire({ seq, createdAt, key, undoesId, undoneById, changeCount, ...rest }: Row): Operation {
  return {
    ...rest,
    seq: seq.toString(),
    at: createdAt.toISOString(),
    keyLabel: key?.label ?? null,
    undoes: undoesId,
    undoneBy: undoneById,
    changes: changeCount,
  };
}
