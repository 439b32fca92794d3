import { readFileSync } from "node:fs";

/** What a signal does until the server runs: there is nothing to finish. */
const EXITS = {
  SIGTERM: () => process.exit(143),
  SIGINT: () => process.exit(130),
} as const;

/** SIGTERM in the kernel's sets of signals, which begin with signal 1 at bit 0. */
const SIGTERM_BIT = 1n << 14n;

/**
 * Ends the process on SIGTERM and SIGINT, from the first statement of a command on. Process 1 of a
 * container needs it: the kernel drops a signal that process 1 has no handler for, so a container
 * that is stopped while it starts would go on until it is killed.
 */
export function exitOnSignals(): void {
  if (process.pid === 1 && cameBeforeUs()) EXITS.SIGTERM();
  for (const [signal, exit] of Object.entries(EXITS)) process.on(signal, exit);
}

/** The caller has set handlers of its own. */
export function leaveSignals(): void {
  for (const [signal, exit] of Object.entries(EXITS)) process.off(signal, exit);
}

/**
 * Node handles SIGTERM before any of our code runs, once: it takes its handler away and signals
 * itself, which process 1 survives. So the handler is missing when a signal has come already.
 */
function cameBeforeUs(): boolean {
  const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"));
  return caught !== null && (BigInt(`0x${caught[1]}`) & SIGTERM_BIT) === 0n;
}
