import type { Tx } from "@pfn/db";
import { ROWS_PER_STATEMENT } from "./row-table";

/** One entry of the log, as it was stored. */
export interface LoggedChange {
  entity: string;
  entityId: string;
  index: number;
  before: unknown;
  after: unknown;
}

/** Above every number that the log counts changes with. */
const PAST_THE_LAST = 2_147_483_647;

/** The changes of one operation, newest first, in pages: each holds whole snapshots, and an import has very many. */
export async function* readChanges(tx: Tx, operationId: string): AsyncGenerator<LoggedChange[]> {
  for (let below = PAST_THE_LAST; ; ) {
    const page = await tx.$queryRaw<LoggedChange[]>`
      select entity, entity_id as "entityId", index, before, after from changes
      where operation_id = ${operationId}::uuid and index < ${below}::int
      order by index desc limit ${ROWS_PER_STATEMENT}::int`;
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < ROWS_PER_STATEMENT) return;
    below = last.index;
  }
}
