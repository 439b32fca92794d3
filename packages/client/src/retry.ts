import type { PfnError } from "./pfn-error";
import type { System } from "./system";

/** How patiently a call is repeated. */
export interface RetryOptions {
  /**
   * How often a call is sent at most, the first time included.
   *
   * @default 6
   */
  attempts?: number;
  /**
   * A call is not sent again later than this after it was sent first. What is under way is not cut
   * off: `signal` does that.
   *
   * @default 60
   */
  withinSeconds?: number;
}

/**
 * The wait before the first repetition is up to this long; before each further one up to twice as
 * long as before.
 */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;

/** What a proxy says when it got no answer from pfn. */
const NO_UPSTREAM: ReadonlySet<number> = new Set([502, 503, 504]);

/** Sends a call, and sends it again while there is reason to. */
interface Repetition {
  retry: Required<RetryOptions>;
  system: System;
  signal: AbortSignal | undefined;
  /** Rejects with what went wrong. */
  send: () => Promise<unknown>;
  /** What a call rejects with. */
  toError: (thrown: unknown) => PfnError;
}

/**
 * The answer, or the error of the last attempt. Only what did not get through is repeated: no
 * answer, 429, 503, and a write whose own earlier attempt the server is still working on. The wait
 * doubles, is drawn at random from its whole range, so that many clients do not come back as one
 * crowd ("full jitter"), and is never shorter than the server's `Retry-After`.
 *
 * @throws PfnError
 */
export async function sendRepeatedly({
  retry,
  system,
  signal,
  send,
  toError,
}: Repetition): Promise<unknown> {
  const startedAt = system.now();
  for (let attempt = 1; ; attempt++) {
    try {
      signal?.throwIfAborted();
      return await send();
    } catch (thrown) {
      const error = toError(thrown);
      if (attempt > 1) Object.assign(error, { attempts: attempt });
      const waitMs = waitBefore(attempt, error, system);
      const isLate = system.now() + waitMs - startedAt > retry.withinSeconds * 1_000;
      if (attempt >= retry.attempts || isLate || !mayPass(error, attempt)) throw error;
      await system.sleep(waitMs, signal);
    }
  }
}

function waitBefore(
  attempt: number,
  { retryAfterSeconds = 0 }: PfnError,
  { random }: System,
): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return Math.max(retryAfterSeconds * 1_000, random() * longest);
}

/** Whether the same call may have better luck in a moment. */
function mayPass({ code, status, path, retryable }: PfnError, attempt: number): boolean {
  if (code === "CONFLICT") return attempt > 1 && path === "idempotencyKey";
  if (code === "UNEXPECTED_REPLY") return retryable && NO_UPSTREAM.has(status);
  return (
    retryable &&
    (code === "NETWORK" || code === "TOO_MANY_REQUESTS" || code === "SERVICE_UNAVAILABLE")
  );
}
