import type { Tx } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import type { OperationScope } from "../../ledger/operation-scope";
import { revertRows, type UndoConflict } from "../../ledger/revert";
import type { LedgerWriteContext } from "../../ledger/run-operation";
import { READ_WITH } from "../../ledger/view";
import { isFinal } from "./final-operations";
import { requireScopes } from "./require-scopes";
import type { UndoOperationInput } from "./schema";
import { toggleFamily } from "./toggle-family";

/**
 * Puts back every row of an operation as it was before, or refuses and names the rows in the way
 * (invariant 10). Undoing an undo does the operation again, and so on by turns, always through the
 * newest undo. The owner may undo anything, a key only what it did itself while it holds the scope
 * it used.
 *
 * @throws DomainError NOT_FOUND, also for a key's request about somebody else's operation;
 *   FORBIDDEN when the key lost the scope;
 * CONFLICT when already undone, or with all conflicting rows in `errors`
 */
export function undoOperation(ctx: LedgerWriteContext, input: UndoOperationInput) {
  return ctx.operate(input, (operation) => undo(ctx, input, operation), {
    // The undo's own entry in the log points to what it undoes and needs the same scope.
    prepare: async (tx) => ({
      undoesId: input.id,
      scope: (await requireVisible(ctx, tx, input.id)).scope,
    }),
    isLarge: true,
  });
}

async function undo(ctx: LedgerContext, input: UndoOperationInput, operation: OperationScope) {
  const { tx } = operation;
  const target = await requireVisible(ctx, tx, input.id);
  if (target.state === "undone") {
    throw refusal(
      "CONFLICT",
      "id",
      "this operation is undone already.",
      target.rootId === null
        ? "To do it again, undo the operation that undid it."
        : "An undo that was undone stays undone. Go on with the newest undo of the same operation.",
    );
  }
  if (isFinal(target)) {
    throw refusal(
      "CONFLICT",
      "id",
      "a reset cannot be undone: nothing is kept of what was there before.",
      "Reset once more to get the demo data back.",
    );
  }
  const conflicts = await revertRows([target.id], operation);
  if (conflicts.length > 0 && !input.dryRun) throw conflict(conflicts);
  await toggleFamily(operation, target.rootId ?? target.id);
  return { conflicts };
}

async function requireVisible(ctx: LedgerContext, tx: Tx, id: string) {
  const { principal } = ctx;
  const target = await tx.operation.findFirst({
    where: {
      id,
      ledgerId: principal.ledgerId,
      ...(principal.kind === "key" ? { keyId: principal.keyId } : {}),
    },
    select: { id: true, state: true, scope: true, procedure: true, rootId: true },
  });
  if (target === null) throw notFound("operation");
  requireScopes(ctx, target.scope);
  return target;
}

const conflict = (conflicts: readonly UndoConflict[]) =>
  refusal(
    "CONFLICT",
    "id",
    `${conflicts.length === 1 ? "1 row is" : `${conflicts.length} rows are`} in the way.`,
    "Undo the later changes first, newest first.",
    {
      errors: conflicts.map(({ entity, entityId, reason }) => ({
        path: `${entity}:${entityId}`,
        detail: DETAILS[reason],
        readWith: READ_WITH[entity],
      })),
    },
  );

const DETAILS = {
  changed: "Changed since.",
  obstacle: "Refers to a row that would go, has taken its place, or is gone and needed.",
} as const satisfies Record<UndoConflict["reason"], string>;
