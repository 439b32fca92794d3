import type { LedgerContext } from "../common/context";
import type { Principal } from "../common/principal";
import type { Operation } from "./operation";
import type { WriteFields } from "./operation-request";
import type { OperationAnswer, OperationHeader, WorkResult } from "./write-operation";

/** An operation that somebody called for. */
export interface CallersOperation extends Operation {
  principal: Principal;
  /** IANA name of the ledger's time zone. */
  timezone: string;
}

/** What a write is about, where its procedure and its caller do not say it already. */
interface Aim<I> {
  /** The person's other ledger. */
  ledger?: { id: string; timezone: string };
  /** What a key needs for this very write. */
  scope?: string;
  /** The input with what it leaves to the server; a repeated request is known by it. */
  input?: I;
}

/** What the log says of a write beside its header. */
type Prepared = Pick<OperationHeader, "scope"> & { undoesId?: string };

/** What a procedure says about its write beside its access. */
export interface WriteOptions<I, R> {
  /** It may change as many rows as the largest import has, so it may take longer than others. */
  isLarge?: boolean;
  /** Before anything is opened: may refuse the call. */
  aim?: (caller: LedgerContext, input: I) => Aim<I> | Promise<Aim<I>>;
  /** Once the ledger stands still, which `caller.db` reads: may refuse the call. */
  prepare?: (caller: LedgerContext, input: I) => Promise<Prepared>;
  /** The answer as this caller may have it, also when it comes from the log. */
  answer?: (result: R & OperationAnswer, caller: LedgerContext, input: I) => R & OperationAnswer;
}

/** One write: its domain function and what its procedure says about it. */
export interface Write<I, R> {
  work: (operation: CallersOperation, input: I) => Promise<R>;
  options: WriteOptions<I, R>;
}

/** Runs a write of the caller as one operation; see `runOperation`. */
export type OpenOperation = <I extends WriteFields, R extends WorkResult>(
  input: I,
  write: Write<I, R>,
) => Promise<R & OperationAnswer>;

/**
 * The handler of a procedure that writes: opens one operation and does the work in it.
 *
 * @example .mutation(operate(mergeCategory, { isLarge: true }))
 */
export const operate =
  <I extends WriteFields, R extends WorkResult>(
    work: Write<I, R>["work"],
    options: WriteOptions<NoInfer<I>, NoInfer<R>> = {},
  ) =>
  ({ ctx, input }: { ctx: { openOperation: OpenOperation }; input: I }) =>
    ctx.openOperation(input, { work, options });
