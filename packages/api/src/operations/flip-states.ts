import type { OperationScope } from "./operation-scope";

/**
 * An operation, the undo of it, the undo of that, and so on are in force by turns: when one of them is undone, the state of each
 * turns over, and so does that of every operation which one of them had undone along with others. The operation that is being
 * written is in force.
 */
export async function flipStates(scope: OperationScope, targetId: string): Promise<void> {
  const { tx, ledgerId, operationId } = scope;
  const family = await tx.$queryRaw<{ id: string }[]>`
    with recursive up as (
      select id, undoes_id from operations where id = ${targetId}::uuid and ledger_id = ${ledgerId}::uuid
      union all select o.id, o.undoes_id from operations o join up on o.id = up.undoes_id
    ), family as (
      select id from up where undoes_id is null
      union all select o.id from operations o join family on o.undoes_id = family.id
    )
    update operations set state = (case state when 'applied' then 'undone' else 'applied' end)::operation_state
    where id in (select id from family) and id <> ${operationId}::uuid returning id`;
  const swept = await tx.operationSweep.findMany({
    where: { ledgerId, operationId: { in: family.map(({ id }) => id) } },
    orderBy: [{ operationId: "desc" }, { index: "desc" }],
    select: { targetId: true },
  });
  for (const sweep of swept) await flipStates(scope, sweep.targetId);
}
