import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import type { Operation } from "../../ledger/operation";
import { requireScopes } from "../../ledger/require-scopes";
import { isFinal } from "./final-operations";
import { findTargets, type Wanted } from "./find-targets";
import { type Undoable, undoInBatches } from "./undo-in-batches";
import type { UndoManyInput } from "./undo-schema";

/**
 * Undoes what one key did since a moment, newest first, and stops before the first operation that
 * cannot be undone, telling which and why. It is one operation, so undoing it does all of them
 * again. The owner names any key of this ledger, a key only itself. What there is to undo is read
 * while the ledger is locked: what the key writes meanwhile comes before all of it or after.
 *
 * What the key undid is not among what it did: a sweep leaves undos and other sweeps as they are.
 *
 * @throws DomainError NOT_FOUND for another key; FORBIDDEN when the key lost a scope that it used
 */
export async function undoMany(operation: Operation, input: UndoManyInput) {
  const { tx, ledgerId } = operation;
  const { targets, beyond } = await findTargets(tx, ledgerId, wantedBy(input));
  const last = targets.findIndex(isFinal);
  const [open, final] =
    last === -1 ? [targets, undefined] : [targets.slice(0, last), targets[last]];
  const { undone, blocked } = await undoInBatches(open, operation);
  return {
    undone: undone.map(({ id: operationId, procedure }) => ({ operationId, procedure })),
    stoppedBy: blocked ?? stop(final, "final") ?? stop(beyond, "limit"),
  };
}

/** Names the key: two keys that leave `keyId` out ask for different things. */
export async function aimUndoMany(caller: LedgerContext, input: UndoManyInput) {
  return { input: { ...input, keyId: await requireKeyId(caller, input.keyId) } };
}

/** Requires every scope that the key used for what is about to be undone. */
export async function prepareUndoMany(caller: LedgerContext, input: UndoManyInput) {
  const { targets } = await findTargets(caller.db, caller.principal.ledgerId, wantedBy(input));
  const scope = [...new Set(targets.flatMap((target) => target.scope?.split(" ") ?? []))]
    .sort()
    .join(" ");
  requireScopes(caller, scope);
  return { scope: scope === "" ? null : scope };
}

function wantedBy({ keyId, since }: UndoManyInput): Wanted {
  if (keyId === undefined) throw new Error("The key was named before the ledger was locked.");
  return { keyId, since: new Date(since) };
}

async function requireKeyId(
  { db, principal }: LedgerContext,
  wanted: string | undefined,
): Promise<string> {
  if (principal.kind === "key") {
    if (wanted === undefined || wanted === principal.keyId) return principal.keyId;
    throw notFound("key", "keyId");
  }
  if (wanted === undefined) {
    throw refusal(
      "BAD_REQUEST",
      "keyId",
      "say whose operations to undo.",
      "Use a `keyId` from operations.list.",
    );
  }
  const { ledgerId, userId } = principal;
  if ((await db.integrationKey.count({ where: { id: wanted, ledgerId, userId } })) === 0)
    throw notFound("key", "keyId");
  return wanted;
}

const stop = <R extends "final" | "limit">(target: Undoable | undefined, reason: R) =>
  target === undefined ? null : { operationId: target.id, reason, conflicts: [] };
