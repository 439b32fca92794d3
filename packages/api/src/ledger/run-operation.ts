import type { Tx } from "@pfn/db";
import type { LedgerContext } from "../common/context";
import { analyzeLargeWrite } from "./analyze-large-write";
import { findReplay, hashRequest, holdIdempotencyKey } from "./idempotency";
import type { OperationScope } from "./operation-scope";
import {
  type OperationAnswer,
  type OperationHeader,
  type WorkResult,
  writeOperation,
} from "./write-operation";
import { judgeLast, writeToLedger } from "./write-to-ledger";

/** The fields that every write takes beside its own. */
export interface WriteFields {
  dryRun: boolean;
  idempotencyKey?: string | undefined;
  reason?: string | undefined;
}

export interface OperateOptions {
  /**
   * It may change as many rows as the largest import has, and then takes longer than other writes
   * may.
   */
  isLarge?: boolean;
  /** The person's other ledger, where the write is not to the one that the caller opened. */
  ledgerId?: string;
  /** What a key needed for this very write, when that is not the procedure's own scope. */
  scope?: string;
  /**
   * Finds out, once the ledger is locked and so stands still, what the log must say of this very
   * write. May refuse it.
   */
  prepare?: (tx: Tx) => Promise<Pick<OperationHeader, "scope"> & { undoesId?: string }>;
}

/** Does a write as one operation; see {@link runOperation}. */
export type Operate = <R extends WorkResult>(
  input: WriteFields,
  work: (scope: OperationScope) => Promise<R>,
  options?: OperateOptions,
) => Promise<R & OperationAnswer>;

/** What a domain function that writes gets. */
export type LedgerWriteContext = LedgerContext & { operate: Operate };

/** What a write is called, and what it was called with. */
export interface OperationRequest {
  procedure: string;
  /** What a key needs for this write, and for undoing it. */
  scope: string | null;
  input: WriteFields;
  isLarge?: boolean;
  /** Of the same person. */
  ledgerId: string;
  prepare?: OperateOptions["prepare"];
}

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
 *   UNAUTHORIZED when the
 * key or the person was stopped meanwhile, FORBIDDEN when scopes were taken away
 */
export async function runOperation<R extends WorkResult>(
  ctx: LedgerContext,
  request: OperationRequest,
  work: (scope: OperationScope) => Promise<R>,
): Promise<R & OperationAnswer> {
  const release = holdIdempotencyKey(ctx, request);
  try {
    return await writeToLedger(ctx, request, (tx) => operateInside(tx, { ctx, request, work }));
  } catch (error) {
    // Only this function throws DryRun, with the answer of its own call.
    if (error instanceof DryRun) return error.answer as R & OperationAnswer;
    throw error;
  } finally {
    release();
  }
}

interface OperationParts<R extends WorkResult> {
  ctx: LedgerContext;
  request: OperationRequest;
  work: (scope: OperationScope) => Promise<R>;
}

async function operateInside<R extends WorkResult>(
  tx: Tx,
  { ctx, request, work }: OperationParts<R>,
) {
  // Before the answer is looked up: another of the person's keys that repeats the request may not
  // do what it asks for.
  const prepared = await request.prepare?.(tx);
  const replay = await findReplay(ctx, request, tx);
  // Stored by this function for the same procedure and body, so it has this call's shape.
  if (replay !== null) return replay as R & OperationAnswer;
  const answer = await writeOperation(tx, { ...headerOf(ctx, request), ...prepared }, work);
  if (!request.input.dryRun) {
    await analyzeLargeWrite(ctx, tx, answer);
    return answer;
  }
  await judgeLast(ctx, tx);
  throw new DryRun({ ...answer, operationId: null, outcome: "dryRun" });
}

function headerOf(
  { principal, channel }: LedgerContext,
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
