import { idsSql } from "../../ledger/array-sql";
import type { OperationScope } from "../../ledger/operation-scope";

/** What undoes many operations at once. */
export const SWEEP = "operations.undoMany";

/**
 * Turns over the state of a root, an operation that undoes nothing, because the operation that is
 * being written undid it or the undo of it that was in force. From now on the writing operation is
 * the family's undo in force; one that was undone stays undone. What a sweep undid follows the
 * sweep. The number of statements is the same however often the family was turned over.
 */
export async function toggleFamily(scope: OperationScope, rootId: string): Promise<void> {
  const { tx, operationId } = scope;
  const [root] = await tx.$queryRaw<{ state: "applied" | "undone"; procedure: string }[]>`
    update operations set state = (case state when 'applied' then 'undone' else 'applied' end)::operation_state,
      undone_by_id = case state when 'applied' then ${operationId}::uuid end
    where id = ${rootId}::uuid returning state, procedure`;
  await endUndosOf(scope, [rootId]);
  if (root?.procedure !== SWEEP) return;
  const targets = await tx.$queryRaw<{ id: string }[]>`
    select target_id as id from operation_sweeps where operation_id = ${rootId}::uuid`;
  const ids = targets.map(({ id }) => id);
  if (root.state === "applied") await setUndone(scope, ids);
  else await setApplied(scope, ids);
}

/** The operation that is being written keeps these roots undone. */
export async function setUndone(scope: OperationScope, rootIds: readonly string[]): Promise<void> {
  if (rootIds.length === 0) return;
  await scope.tx.$executeRaw`
    update operations set state = 'undone', undone_by_id = ${scope.operationId}::uuid where id in (${idsSql(rootIds)})`;
  await endUndosOf(scope, rootIds);
}

async function setApplied(scope: OperationScope, rootIds: readonly string[]): Promise<void> {
  if (rootIds.length === 0) return;
  await scope.tx.$executeRaw`
    update operations set state = 'applied', undone_by_id = null where id in (${idsSql(rootIds)})`;
  await endUndosOf(scope, rootIds);
}

/** Of each family at most one undo is in force, and an index finds it. */
async function endUndosOf(
  { tx, operationId }: OperationScope,
  rootIds: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    update operations set state = 'undone'
    where root_id in (${idsSql(rootIds)}) and state = 'applied' and id <> ${operationId}::uuid`;
}
