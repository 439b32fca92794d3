import type { Context } from "../common/context";
import type { Principal } from "../common/principal";

/** The fields that every write takes beside its own. */
export interface WriteFields {
  dryRun: boolean;
  idempotencyKey?: string | undefined;
  reason?: string | undefined;
}

/** A call that can write: only the engine and named writers see its database. */
export type WriterContext = Context & { principal: Principal };

/** What a write is called, and what it was called with. */
export interface OperationRequest<I extends WriteFields = WriteFields> {
  procedure: string;
  /** What a key needs for this write, and for undoing it. */
  scope: string | null;
  input: I;
  /** Of the caller. */
  ledgerId: string;
}
