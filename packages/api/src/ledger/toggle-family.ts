import type { Tx } from "@pfn/db";
import { idsSql } from "./entities/row-writer";

/** The operation that is being written. */
interface Writing {
  tx: Tx;
  ledgerId: string;
  operationId: string;
}

/** What undoes many operations at once. */
const SWEEP = "operations.undoMany";

/**
 * Turns over the state of a root, an operation that undoes nothing, because the operation that is
 * being written undid it or the undo of it that was in force. From now on the writing operation is
 * the family's undo in force; one that was undone stays undone. What a sweep undid follows the
 * sweep. The number of statements is the same however often the family was turned over.
 */
export async function toggleFamily(writing: Writing, rootId: string): Promise<void> {
  const { tx, operationId } = writing;
  const [root] = await tx.$queryRaw<{ state: "applied" | "undone"; procedure: string }[]>`
    update operations set
      state = (case state when 'applied' then 'undone' else 'applied' end)::operation_state,
      undone_by_id = case state when 'applied' then ${operationId}::uuid end
    where id = ${rootId}::uuid returning state, procedure`;
  await endUndosOf(writing, [rootId]);
  if (root?.procedure !== SWEEP) return;
  const targets = await tx.$queryRaw<{ id: string }[]>`
    select target_id as id from operation_sweeps where operation_id = ${rootId}::uuid`;
  const ids = targets.map(({ id }) => id);
  if (root.state === "applied") await setUndone(writing, ids);
  else await setApplied(writing, ids);
}

/** Records what a sweep undid, in its order, and keeps these roots undone. */
export async function recordSweep(writing: Writing, rootIds: readonly string[]): Promise<void> {
  const { tx, ledgerId, operationId } = writing;
  await tx.operationSweep.createMany({
    data: rootIds.map((targetId, index) => ({ operationId, ledgerId, index, targetId })),
  });
  await setUndone(writing, rootIds);
}

/** The operation that is being written keeps these roots undone. */
async function setUndone(writing: Writing, rootIds: readonly string[]): Promise<void> {
  if (rootIds.length === 0) return;
  await writing.tx.$executeRaw`
    update operations set state = 'undone', undone_by_id = ${writing.operationId}::uuid
    where id in (${idsSql(rootIds)})`;
  await endUndosOf(writing, rootIds);
}

async function setApplied(writing: Writing, rootIds: readonly string[]): Promise<void> {
  if (rootIds.length === 0) return;
  await writing.tx.$executeRaw`
    update operations set state = 'applied', undone_by_id = null where id in (${idsSql(rootIds)})`;
  await endUndosOf(writing, rootIds);
}

/** Of each family at most one undo is in force, and an index finds it. */
async function endUndosOf({ tx, operationId }: Writing, rootIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    update operations set state = 'undone'
    where root_id in (${idsSql(rootIds)}) and state = 'applied' and id <> ${operationId}::uuid`;
}
