/**
 * What the client needs of the machine it runs on. Tests bring their own, so that nothing is waited
 * for and nothing is left to chance.
 */
export interface System {
  /** Milliseconds since 1970. */
  now: () => number;
  /** From 0 to 1, without 1. */
  random: () => number;
  /** Resolves after `ms` milliseconds, or as soon as `signal` aborts. */
  sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
  /** A new idempotency key that nobody ever used. */
  newIdempotencyKey: () => string;
}

/** The real one, of any runtime that has `fetch`. */
export const SYSTEM: System = { now: Date.now, random: Math.random, sleep, newIdempotencyKey };

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal?.addEventListener("abort", wake);
  });
}

/** 128 random bits. Not `randomUUID`, which browsers offer on https pages only. */
function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `auto-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
