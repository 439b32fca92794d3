import type { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { notFound } from "../../common/errors/refusals";
import { decodeCursor, encodeCursor } from "../../common/paging/cursor";
import { addDays, startOfDay } from "../../common/time/civil-day";
import { may, readableEntities } from "../../ledger/view";
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
        filters.from === undefined
          ? {}
          : { createdAt: { gte: startOfDay(filters.from, ctx.principal.timezone) } },
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
  const page = rows.slice(0, limit);
  const mayName = await findNameable(ctx, page);
  const items = page.map((row) => toWire(row, mayName));
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > limit && last ? encodeCursor(ctx, scope, [last.seq]) : null,
  };
}

/**
 * One operation with a page of the rows that it changed. A key sees the rows that its scopes read
 * by themselves, whoever changed them, and that there are others: having changed a row is no way to
 * read it.
 *
 * @throws DomainError NOT_FOUND also for an operation that the caller may not see
 */
export async function getOperation(ctx: LedgerContext, { id, limit, cursor }: GetOperationInput) {
  const scope = { list: "operations.get", filters: { id } };
  const [after = "-1"] = cursor === undefined ? [] : decodeCursor(ctx, scope, cursor);
  const row = await ctx.db.operation.findFirst({
    where: { AND: [visibleOperations(ctx), { id }] },
    select: LISTED,
  });
  if (row === null) throw notFound("operation");
  // Apart from the operation: nested in it, Prisma would read every change and leave out most.
  const changes = await ctx.db.change.findMany({
    where: { operationId: id, index: { gt: Number(after) } },
    orderBy: { index: "asc" },
    take: limit + 1,
    select: { index: true, entity: true, entityId: true, before: true, after: true },
  });
  const rows = changes.slice(0, limit);
  const readable = new Set<string>(readableEntities(ctx.principal));
  const last = changes.length > limit ? rows.at(-1) : undefined;
  return {
    ...toWire(row, await findNameable(ctx, [row])),
    rows: rows.map(({ index: _, ...row }) =>
      readable.has(row.entity) ? row : withoutContent(row),
    ),
    nextCursor: last === undefined ? null : encodeCursor(ctx, scope, [String(last.index)]),
  };
}

interface LoggedRow {
  entity: string;
  entityId: string;
  before: Prisma.JsonValue;
  after: Prisma.JsonValue;
}

/** That a row of some kind was added, changed or removed, and nothing of which one or how. */
const withoutContent = ({ entity, before, after }: LoggedRow) => ({
  entity,
  entityId: null,
  before: versionOf(before),
  after: versionOf(after),
});

function versionOf(snapshot: Prisma.JsonValue): { version: number } | null {
  if (typeof snapshot !== "object" || snapshot === null || Array.isArray(snapshot)) return null;
  return { version: Number(snapshot["version"]) };
}

function visibleOperations({ principal }: LedgerContext): Prisma.OperationWhereInput {
  const { ledgerId } = principal;
  return principal.kind === "session" || may(principal, "operations:read")
    ? { ledgerId }
    : { ledgerId, keyId: principal.keyId };
}

/**
 * Which of the operations that undid these a caller may be told of; a key without `operations:read`
 * its own only.
 */
async function findNameable(
  ctx: LedgerContext,
  rows: readonly Row[],
): Promise<(operationId: string) => boolean> {
  if (may(ctx.principal, "operations:read")) return () => true;
  const undoers = rows.flatMap(({ undoneById }) => undoneById ?? []);
  if (undoers.length === 0) return () => false;
  const found = await ctx.db.operation.findMany({
    where: { AND: [visibleOperations(ctx), { id: { in: undoers } }] },
    select: { id: true },
  });
  const own = new Set(found.map(({ id }) => id));
  return (operationId) => own.has(operationId);
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

function toWire(row: Row, mayName: (operationId: string) => boolean): Operation {
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
