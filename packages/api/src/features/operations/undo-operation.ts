import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import type { CallersOperation } from "../../ledger/operate";
import { requireScopes } from "../../ledger/require-scopes";
import { revertRows, type UndoConflict } from "../../ledger/revert";
import { READ_WITH } from "../../ledger/view";
import { isFinal } from "./final-operations";
import type { UndoOperationInput } from "./undo-schema";

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
export async function undoOperation(operation: CallersOperation, input: UndoOperationInput) {
  const { principal, tx: db } = operation;
  const target = await findVisible({ principal, db }, input.id);
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
  await operation.toggleFamily(target.rootId ?? target.id);
  return { conflicts };
}

/** The undo's own entry in the log points to what it undoes and needs the same scope. */
export async function prepareUndo(caller: LedgerContext, { id }: UndoOperationInput) {
  const { scope } = await findVisible(caller, id);
  requireScopes(caller, scope);
  return { undoesId: id, scope };
}

async function findVisible({ principal, db }: Pick<LedgerContext, "principal" | "db">, id: string) {
  const target = await db.operation.findFirst({
    where: {
      id,
      ledgerId: principal.ledgerId,
      ...(principal.kind === "key" ? { keyId: principal.keyId } : {}),
    },
    select: { id: true, state: true, scope: true, procedure: true, rootId: true },
  });
  if (target === null) throw notFound("operation");
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
