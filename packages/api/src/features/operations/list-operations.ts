import type { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { defined } from "../../common/defined";
import { notFound } from "../../common/errors/refusals";
import { page } from "../../common/paging/page";
import { addDays, startOfDay } from "../../common/time/civil-day";
import { may, readableEntities } from "../../ledger/view";
import type { GetOperationInput, ListOperationsInput, Operation } from "./schema";

/** The ledger's log, newest first. A key without `operations:read` sees what it did itself. */
export async function listOperations(ctx: LedgerContext, input: ListOperationsInput) {
  const { cursor, limit, ...filters } = input;
  const { items, nextCursor } = await page(ctx, {
    list: "operations.list",
    filters,
    limit,
    cursor,
    rows: (before: readonly [seq: string] | undefined, take) =>
      ctx.db.operation.findMany({
        where: {
          AND: [
            visibleOperations(ctx),
            defined({ keyId: filters.keyId, channel: filters.channel }),
            happenedWithin(ctx.principal.timezone, filters),
            before === undefined ? {} : { seq: { lt: BigInt(before[0]) } },
          ],
        },
        orderBy: { seq: "desc" },
        ...defined({ take }),
        select: LISTED,
      }),
    keyOf: ({ seq }) => [String(seq)],
  });
  const mayName = await findNameable(ctx, items);
  return { items: items.map((row) => toWire(row, mayName)), nextCursor };
}

/** The civil days of a time zone, the last one included. */
const happenedWithin = (
  timezone: string,
  { from, to }: Pick<ListOperationsInput, "from" | "to">,
): Prisma.OperationWhereInput => ({
  createdAt: defined({
    gte: from === undefined ? undefined : startOfDay(from, timezone),
    lt: to === undefined ? undefined : startOfDay(addDays(to, 1), timezone),
  }),
});

/**
 * One operation with a page of the rows that it changed. A key sees only the rows that its scopes
 * read, and that there are others. To have changed a row gives no right to read it.
 *
 * @throws DomainError NOT_FOUND also for an operation that the caller may not see
 */
export async function getOperation(ctx: LedgerContext, { id, limit, cursor }: GetOperationInput) {
  const row = await ctx.db.operation.findFirst({
    where: { AND: [visibleOperations(ctx), { id }] },
    select: LISTED,
  });
  if (row === null) throw notFound("operation");
  // Apart from the operation: nested in it, Prisma would read every change and leave out most.
  const changes = await page(ctx, {
    list: "operations.get",
    filters: { id },
    limit,
    cursor,
    rows: ([after]: readonly [index: string] = BEFORE_THE_FIRST, take) =>
      ctx.db.change.findMany({
        where: { operationId: id, index: { gt: Number(after) } },
        orderBy: { index: "asc" },
        ...defined({ take }),
        select: { index: true, entity: true, entityId: true, before: true, after: true },
      }),
    keyOf: ({ index }) => [String(index)],
  });
  const readable = new Set<string>(readableEntities(ctx.principal));
  return {
    ...toWire(row, await findNameable(ctx, [row])),
    rows: changes.items.map(({ index: _, ...change }) =>
      readable.has(change.entity) ? change : withoutContent(change),
    ),
    nextCursor: changes.nextCursor,
  };
}

/** Changes are numbered from 0. */
const BEFORE_THE_FIRST: readonly [index: string] = ["-1"];

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
  const undoers = rows.map(({ undoneById }) => undoneById).filter((id) => id !== null);
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
