import type { Prisma, Tx } from "@pfn/db";
import { ROWS_PER_STATEMENT } from "./row-table";

/** Above every number that the log counts changes with. */
const PAST_THE_LAST = 2_147_483_647;

/** The changes of one operation, newest first, in pages: each holds whole snapshots, and an import has very many. */
export async function* readChanges(tx: Tx, operationId: string): AsyncGenerator<Prisma.ChangeGetPayload<object>[]> {
  for (let below = PAST_THE_LAST; ; ) {
    const page = await tx.change.findMany({
      where: { operationId, index: { lt: below } },
      orderBy: { index: "desc" },
      take: ROWS_PER_STATEMENT,
    });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < ROWS_PER_STATEMENT) return;
    below = last.index;
  }
}
