import type { Tx } from "@pfn/db";
import { findReplay, hashRequest, holdIdempotencyKey } from "./idempotency";
import type { Write } from "./operate";
import type { OperationRequest, WriteFields, WriterContext } from "./operation-request";
import {
  type OperationAnswer,
  type OperationHeader,
  type WorkResult,
  writeOperation,
} from "./write-operation";
import { judgeLast, writeToLedger } from "./write-to-ledger";

/** Carries the answer of a dry run out of the transaction that it rolls back. */
class DryRun extends Error {
  constructor(readonly answer: unknown) {
    super("dry run");
  }
}

/**
 * The one way in which a caller changes the books: one transaction in which the ledger stands still
 * and the caller is judged at its beginning and at its very end (A8; {@link writeToLedger}), a
 * repeated request is answered from the log (F3), rows change with before and after recorded, and
 * the answer is stored. A dry run does all of it and rolls back.
 *
 * @throws DomainError as the work does; CONFLICT and UNPROCESSABLE_CONTENT for idempotency keys;
 *   UNAUTHORIZED when the key or the person was stopped meanwhile, FORBIDDEN when scopes were taken
 *   away
 */
export async function runOperation<I extends WriteFields, R extends WorkResult>(
  ctx: WriterContext,
  called: Omit<OperationRequest<I>, "ledgerId">,
  write: Write<I, R>,
): Promise<R & OperationAnswer> {
  const { ledger, ...aim } = (await write.options.aim?.(ctx, called.input)) ?? {};
  const { id: ledgerId, timezone } = ledger ?? {
    id: ctx.principal.ledgerId,
    timezone: ctx.principal.timezone,
  };
  const request = { ...called, ...aim, ledgerId };
  const answer = await runOnce({ ctx, request, write, timezone });
  return write.options.answer?.(answer, ctx, request.input) ?? answer;
}

interface OperationParts<I extends WriteFields, R extends WorkResult> {
  ctx: WriterContext;
  request: OperationRequest<I>;
  write: Write<I, R>;
  timezone: string;
}

async function runOnce<I extends WriteFields, R extends WorkResult>(
  parts: OperationParts<I, R>,
): Promise<R & OperationAnswer> {
  const { ctx, request, write } = parts;
  const release = holdIdempotencyKey(ctx, request);
  try {
    const { ledgerId } = request;
    const { isLarge } = write.options;
    return await writeToLedger(ctx, { ledgerId, isLarge }, (tx) => operateInside(tx, parts));
  } catch (error) {
    // Only this function throws DryRun, with the answer of its own call.
    if (error instanceof DryRun) return error.answer as R & OperationAnswer;
    throw error;
  } finally {
    release();
  }
}

async function operateInside<I extends WriteFields, R extends WorkResult>(
  tx: Tx,
  { ctx, request, write: { work, options }, timezone }: OperationParts<I, R>,
) {
  const { principal, now } = ctx;
  // Before the answer is looked up: another of the person's keys that repeats the request may not
  // do what it asks for.
  const prepared = await options.prepare?.({ ...ctx, db: tx }, request.input);
  const replay = await findReplay(ctx, request, tx);
  // Stored by this function for the same procedure and body, so it has this call's shape.
  if (replay !== null) return replay as R & OperationAnswer;
  const header = { ...headerOf(ctx, request), ...prepared };
  const answer = await writeOperation(tx, { header, now }, (operation) =>
    work({ ...operation, principal, timezone }, request.input),
  );
  if (!request.input.dryRun) return answer;
  await judgeLast(ctx, tx);
  throw new DryRun({ ...answer, operationId: null, outcome: "dryRun" });
}

function headerOf(
  { principal, channel }: WriterContext,
  request: OperationRequest,
): OperationHeader {
  const { idempotencyKey, reason } = request.input;
  return {
    ledgerId: request.ledgerId,
    userId: principal.userId,
    actor: principal.kind === "key" ? "key" : "user",
    keyId: principal.kind === "key" ? principal.keyId : null,
    channel,
    procedure: request.procedure,
    scope: request.scope,
    reason: reason ?? null,
    idempotencyKey: idempotencyKey ?? null,
    requestHash: idempotencyKey === undefined ? null : hashRequest(request),
    undoesId: null,
  };
}
