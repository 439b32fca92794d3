import type { Tx } from "@pfn/db";
import type { LedgerContext } from "../context";
import { DomainError } from "../errors/domain-error";
import { notFound } from "../errors/refusals";
import { isFinal } from "./final-operations";
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
  reason: "conflict" | "limit" | "final";
  conflicts: UndoConflict[];
}

/** Whose operations, from when on. */
interface Sweep {
  keyId: string;
  since: Date;
}

/**
 * Undoes what one key did since a moment, newest first, and stops before the first operation that cannot be undone, telling which and
 * why. It is one operation, so undoing it does all of them again. The owner names any key of this ledger, a key only itself. What there
 * is to undo is read while the ledger is locked, one operation at a time: what the key writes meanwhile comes before all of it or after.
 *
 * @throws DomainError NOT_FOUND for another key; FORBIDDEN when the key lost a scope that it used
 */
export async function undoMany(ctx: LedgerWriteContext, input: UndoManyInput) {
  const wanted = { keyId: await requireKeyId(ctx, input.keyId), since: new Date(input.since) };
  // Two keys that leave `keyId` out ask for different things.
  const asked: UndoManyInput = { ...input, keyId: wanted.keyId };
  return ctx.operate(asked, (operation) => sweep(wanted, operation), {
    prepare: async (tx) => ({ scope: await requireScopesOf(ctx, tx, wanted) }),
    isLarge: true,
  });
}

/** Every scope that the key used since, which undoing needs too. */
async function requireScopesOf(ctx: LedgerContext, tx: Tx, { keyId, since }: Sweep): Promise<string | null> {
  const where = { ledgerId: ctx.principal.ledgerId, keyId, createdAt: { gte: since } };
  const used = await tx.operation.groupBy({ by: ["scope"], where });
  const scope = [...new Set(used.flatMap((group) => group.scope?.split(" ") ?? []))].sort().join(" ");
  requireScopes(ctx, scope);
  return scope === "" ? null : scope;
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

async function sweep(wanted: Sweep, operation: OperationScope) {
  const undone: { operationId: string; procedure: string }[] = [];
  let stoppedBy: Stop | null = null;
  let target = await findNewest(wanted, operation, null);
  while (target !== null) {
    const { id: operationId, procedure } = target;
    if (undone.length === AT_MOST) stoppedBy = { operationId, reason: "limit", conflicts: [] };
    else if (isFinal(target)) stoppedBy = { operationId, reason: "final", conflicts: [] };
    else stoppedBy = await undoOne(operationId, operation);
    if (stoppedBy !== null) break;
    undone.push({ operationId, procedure });
    target = await findNewest(wanted, operation, target.seq);
  }
  const { operationId, ledgerId, tx } = operation;
  await tx.operationSweep.createMany({
    data: undone.map((swept, index) => ({ operationId, ledgerId, index, targetId: swept.operationId })),
  });
  return { undone, stoppedBy };
}

/** The newest one in force, older than the last. Read each time: undoing a newer one may have put an older one in force again. */
const findNewest = ({ keyId, since }: Sweep, { tx, ledgerId, operationId }: OperationScope, before: bigint | null) =>
  tx.operation.findFirst({
    where: {
      ...{ ledgerId, keyId, state: "applied", createdAt: { gte: since }, id: { not: operationId } },
      ...(before === null ? {} : { seq: { lt: before } }),
    },
    orderBy: { seq: "desc" },
    select: { id: true, seq: true, procedure: true },
  });

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
