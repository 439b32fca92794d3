import type { Runtime } from "@pfn/api";

/**
 * An error that nobody waits for must end neither the process nor, with it, everybody's requests
 * (F5): it is a bug, and is logged and counted. What it belonged to has failed and nothing else,
 * for nothing is half-written: every write is one transaction. Call it once Next is ready: Next
 * prints such errors as they are, secrets included, and is kept from it (L2).
 */
export function logStrayErrors({ log, metrics }: Pick<Runtime, "log" | "metrics">): void {
  for (const [event, name] of Object.entries({
    unhandledRejection: "unhandled-rejection",
    uncaughtException: "uncaught-exception",
  })) {
    process.removeAllListeners(event);
    process.on(event, (error: unknown) => {
      metrics.backgroundFailed(name);
      log.error({ event: `process.${name}`, err: error });
    });
  }
}
