import { createHash } from "node:crypto";
import type { LedgerContext } from "../common/context";
import { keyInFlight, keyReused } from "../common/errors/refusals";
import type { Reader } from "../common/reader";
import { DAY_MS } from "../common/time/lengths";
import type { OperationRequest } from "./operation-request";

/** A repeated request is recognised for this long. */
const REMEMBERED_MS = DAY_MS;

/**
 * sha256 over the procedure and its input with sorted fields; what tells a retry from another
 * request.
 */
export function hashRequest({ procedure, input }: OperationRequest): Uint8Array<ArrayBuffer> {
  const { idempotencyKey: _, ...body } = input;
  return new Uint8Array(
    createHash("sha256")
      .update(canonicalJson([procedure, body]))
      .digest(),
  );
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`)
    .join(",")}}`;
}

/**
 * Whose idempotency keys they are: a key's own, or the owner's at every login. Two agents that
 * choose alike, and agents number by days, must neither be answered with each other's writes nor
 * stop each other's.
 */
const senderOf = ({ principal }: LedgerContext): string | null =>
  principal.kind === "key" ? principal.keyId : null;

/**
 * Marks the request as being worked on by this process; a second one with the same key meanwhile is
 * refused at once. Across processes the second one waits for the ledger's lock instead and is then
 * answered from the log.
 *
 * @returns a function that takes the mark away
 * @throws DomainError CONFLICT when the first one is still being worked on
 */
export function holdIdempotencyKey(
  ctx: LedgerContext,
  { procedure, ledgerId, input }: OperationRequest,
): () => void {
  const { runtime } = ctx;
  if (input.idempotencyKey === undefined) return () => undefined;
  const mark = JSON.stringify([ledgerId, procedure, senderOf(ctx), input.idempotencyKey]);
  if (runtime.inFlight.has(mark)) throw keyInFlight();
  runtime.inFlight.add(mark);
  return () => runtime.inFlight.delete(mark);
}

/**
 * The stored answer of an earlier request of the same sender with the same idempotency key, or
 * null. Call it while holding the ledger's lock.
 *
 * @throws DomainError UNPROCESSABLE_CONTENT when the key was used with another body
 */
export async function findReplay(
  ctx: LedgerContext,
  request: OperationRequest,
  tx: Reader,
): Promise<unknown> {
  const { idempotencyKey } = request.input;
  if (idempotencyKey === undefined) return null;
  const earlier = await tx.operation.findFirst({
    where: {
      ledgerId: request.ledgerId,
      procedure: request.procedure,
      keyId: senderOf(ctx),
      idempotencyKey,
      createdAt: { gt: new Date(ctx.now().getTime() - REMEMBERED_MS) },
    },
    orderBy: { seq: "desc" },
    select: { requestHash: true, result: true },
  });
  if (earlier === null) return null;
  if (earlier.requestHash !== null && Buffer.from(earlier.requestHash).equals(hashRequest(request)))
    return earlier.result;
  throw keyReused();
}
