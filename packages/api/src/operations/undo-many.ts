import type { LedgerContext } from "../context";
import { DomainError } from "../errors/domain-error";
import { notFound } from "../errors/refusals";
import { flipStates } from "./flip-states";
import type { OperationScope } from "./operation-scope";
import { putBackRows, type UndoConflict } from "./put-back-rows";
import { requireScopes } from "./require-scopes";
import type { LedgerWriteContext } from "./run-operation";
import type { UndoManyInput } from "./schema";

/** Operations per call: what one transaction does in a few seconds. */
const AT_MOST = 200;

interface Stop {
  operationId: string;
  reason: "conflict" | "limit";
  conflicts: UndoConflict[];
}

/**
 * Undoes what one key did since a moment, newest first, and stops before the first operation that cannot be undone, telling which and
 * why. It is one operation, so undoing it does all of them again. The owner names any key of this ledger, a key only itself.
 *
 * @throws DomainError NOT_FOUND for another key; FORBIDDEN when the key lost a scope that it used
 */
export async function undoMany(ctx: LedgerWriteContext, input: UndoManyInput) {
  const keyId = await requireKeyId(ctx, input.keyId);
  // Read before the operation gets its own entry in the log, which names the scopes that undoing it needs.
  const targets = await ctx.db.operation.findMany({
    where: { ledgerId: ctx.principal.ledgerId, keyId, createdAt: { gte: new Date(input.since) } },
    orderBy: { seq: "desc" },
    select: { id: true, procedure: true, scope: true },
  });
  const scope = [...new Set(targets.flatMap((target) => target.scope?.split(" ") ?? []))].sort().join(" ");
  requireScopes(ctx, scope);
  return ctx.operate(input, (operation) => sweep(targets, operation), {
    scope: scope === "" ? null : scope,
    isLarge: true,
  });
}

async function requireKeyId({ db, principal }: LedgerContext, wanted: string | undefined): Promise<string> {
  if (principal.kind === "key") {
    if (wanted === undefined || wanted === principal.keyId) return principal.keyId;
    throw notFound("key", "keyId");
  }
  if (wanted === undefined) {
    throw new DomainError("BAD_REQUEST", "`keyId`: say whose operations to undo.", {
      path: "keyId",
      hint: "Use a `keyId` from operations.list.",
    });
  }
  const { ledgerId, userId } = principal;
  if ((await db.integrationKey.count({ where: { id: wanted, ledgerId, userId } })) === 0)
    throw notFound("key", "keyId");
  return wanted;
}

async function sweep(targets: readonly { id: string; procedure: string }[], operation: OperationScope) {
  const undone: { operationId: string; procedure: string }[] = [];
  let stoppedBy: Stop | null = null;
  for (const { id, procedure } of targets) {
    // Read each time: undoing a newer one may have put an older one in force again.
    const { state } = await operation.tx.operation.findUniqueOrThrow({ where: { id }, select: { state: true } });
    if (state === "undone") continue;
    stoppedBy =
      undone.length === AT_MOST ? { operationId: id, reason: "limit", conflicts: [] } : await undoOne(id, operation);
    if (stoppedBy !== null) break;
    undone.push({ operationId: id, procedure });
  }
  const { operationId, ledgerId, tx } = operation;
  await tx.operationSweep.createMany({
    data: undone.map((target, index) => ({ operationId, ledgerId, index, targetId: target.operationId })),
  });
  return { undone, stoppedBy };
}

/** Undoes one operation wholly, or leaves it as it is and answers what was in the way. */
async function undoOne(id: string, operation: OperationScope): Promise<Stop | null> {
  let conflicts: UndoConflict[] = [];
  const isUndone = await operation.attempt(async () => {
    conflicts = await putBackRows(id, operation);
    return conflicts.length === 0;
  });
  if (!isUndone) return { operationId: id, reason: "conflict", conflicts };
  await flipStates(operation, id);
  return null;
}
