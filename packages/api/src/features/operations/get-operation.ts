import type { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { defined } from "../../common/defined";
import { notFound } from "../../common/errors/refusals";
import { page } from "../../common/paging/page";
import { readableEntities } from "../../ledger/view";
import type { GetOperationInput } from "./schema";
import { findNameable, LISTED, toWire, visibleOperations } from "./visible-operations";

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
