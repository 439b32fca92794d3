import type { ProblemCode } from "./api-types";

/**
 * What went wrong. The server's own codes, and four that arise before or without its answer:
 * - `NETWORK`: no answer came.
 * - `ABORTED`: the caller's `signal` ended the call.
 * - `UNEXPECTED_REPLY`: something answered, but not pfn: another program, a proxy, a redirect.
 * - `INVALID_OPTIONS`: `createPfnClient` cannot use what it was given.
 */
export type PfnErrorCode =
  | ProblemCode
  | "NETWORK"
  | "ABORTED"
  | "UNEXPECTED_REPLY"
  | "INVALID_OPTIONS";

/** The fields of a {@link PfnError}. */
export interface PfnErrorFields {
  code: PfnErrorCode;
  status: number;
  detail: string;
  retryable: boolean;
  hint?: string;
  requestId?: string;
  path?: string;
  errors?: { path: string; detail: string }[];
  retryAfterSeconds?: number;
  idempotencyKey?: string;
  attempts?: number;
  cause?: unknown;
}

/**
 * Every way in which a call fails. `message` is `detail` and `hint` in one. You can show it to the
 * agent's operator: it never holds the key.
 *
 * @example
 * try {
 *   await pfn.accounts.create.mutate({ name: "Checking", type: "checking", currency: "EUR" });
 * } catch (error) {
 *   if (!(error instanceof PfnError)) throw error;
 *   if (error.code === "FORBIDDEN") console.error(error.hint); // ask the owner
 * }
 */
export class PfnError extends Error {
  declare readonly code: PfnErrorCode;
  /** HTTP status; 0 when no answer came. */
  declare readonly status: number;
  /** What is wrong, in one sentence. */
  declare readonly detail: string;
  /** What to do about it: the remedy, or what to ask the ledger's owner for. */
  declare readonly hint?: string;
  /** By which the server's administrator finds this call in the log. */
  declare readonly requestId?: string;
  /** Dotted path of the input's field at fault, e.g. `transactions.0.amount.amount`. */
  declare readonly path?: string;
  /** All refused fields, when there are several. */
  declare readonly errors?: readonly { path: string; detail: string }[];
  /**
   * Whether the call may be sent again, without harm and with a chance of success: a write with
   * this error's `idempotencyKey`.
   */
  declare readonly retryable: boolean;
  /** How long to wait before that, when the server said so. */
  declare readonly retryAfterSeconds?: number;
  /**
   * What the write was sent with, the caller's own or one that the client made. With it, sending
   * the write again is safe for 24 hours.
   */
  declare readonly idempotencyKey?: string;
  /** How often the call was sent, when more than once. */
  declare readonly attempts?: number;

  static {
    PfnError.prototype.name = "PfnError";
  }

  constructor({ cause, ...fields }: PfnErrorFields) {
    const { detail, hint } = fields;
    super(
      hint === undefined ? detail : `${detail} ${hint}`,
      cause === undefined ? undefined : { cause },
    );
    // Only what is known, so that a printed error shows no empty fields.
    Object.assign(this, fields);
  }
}
