import { Prisma } from "@pfn/db";
import type { LedgerContext } from "../../common/context";
import { refusal } from "../../common/errors/refusal";
import { notFound } from "../../common/errors/refusals";
import type { SqlReader } from "../../common/reader";
import type { Operation } from "../../ledger/operation";
import { requireScopes } from "../../ledger/require-scopes";
import { isFinal } from "./final-operations";
import type { UndoManyInput } from "./schema";
import { type Undoable, undoInBatches } from "./undo-in-batches";

/** Operations per call, and rows that they changed together: as many as the largest import has. */
const AT_MOST = 200;
const MOST_ROWS = 20_000;

/** Whose operations, from when on. */
interface Wanted {
  keyId: string;
  since: Date;
}

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

/** What one call undoes at most, newest first, and the operation that comes after it. */
async function findTargets(tx: SqlReader, ledgerId: string, wanted: Wanted) {
  const found = await findNewest(tx, ledgerId, wanted);
  let rows = 0;
  const cut = found.findIndex(({ changeCount }, index) => {
    rows += changeCount;
    return index === AT_MOST || (index > 0 && rows > MOST_ROWS);
  });
  return cut === -1
    ? { targets: found, beyond: undefined }
    : { targets: found.slice(0, cut), beyond: found[cut] };
}

/**
 * The newest of a key's operations that are in force and neither undos nor sweeps. The conditions
 * are those of an index, word by word, so that nothing else is read, however much the key did
 * before or undid.
 */
async function findNewest(
  tx: SqlReader,
  ledgerId: string,
  { keyId, since }: Wanted,
): Promise<(Undoable & Scoped)[]> {
  const found = await tx.$queryRaw<(Undoable & Scoped & { seq: bigint })[]>(Prisma.sql`
    select id, seq, procedure, scope, change_count as "changeCount" from operations
    where key_id = ${keyId}::uuid and ledger_id = ${ledgerId}::uuid and created_at >= ${since}
      and state = 'applied' and root_id is null and procedure <> 'operations.undoMany'
    order by created_at desc, seq desc limit ${AT_MOST + 1}::int`);
  // The database's clock may have been set back.
  return found.sort((a, b) => Number(b.seq - a.seq));
}

interface Scoped {
  scope: string | null;
}
