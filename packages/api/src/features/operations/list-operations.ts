import type { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { defined } from "../../common/defined";
import { page } from "../../common/paging/page";
import { addDays, startOfDay } from "../../common/time/civil-day";
import type { ListOperationsInput } from "./schema";
import { findNameable, LISTED, toWire, visibleOperations } from "./visible-operations";

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
