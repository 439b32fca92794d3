import type { SqlReader } from "../common/reader";
import { idsSql, ROWS_PER_STATEMENT } from "./entities/row-writer";

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

/**
 * The changes of operations, the last operation's last change first when the operations come newest
 * first. Those of one operation come in pages: each holds whole snapshots, and an import has very
 * many. Those of several come at once, so they should be few.
 */
export async function* readChanges(
  tx: SqlReader,
  operationIds: readonly string[],
): AsyncGenerator<LoggedChange[]> {
  const [first] = operationIds;
  if (first === undefined) return;
  if (operationIds.length === 1) yield* readPages(tx, first);
  else yield await readTogether(tx, operationIds);
}

async function* readPages(tx: SqlReader, operationId: string): AsyncGenerator<LoggedChange[]> {
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

async function readTogether(
  tx: SqlReader,
  operationIds: readonly string[],
): Promise<LoggedChange[]> {
  const rows = await tx.$queryRaw<(LoggedChange & { operationId: string })[]>`
    select operation_id as "operationId", entity, entity_id as "entityId", index, before, after
    from changes where operation_id in (${idsSql(operationIds)})`;
  const places = new Map(operationIds.map((id, place) => [id, place]));
  const placeOf = ({ operationId }: { operationId: string }) => places.get(operationId) ?? 0;
  return rows.sort((a, b) => placeOf(a) - placeOf(b) || b.index - a.index);
}
