import type { Runtime } from "@pfn/api";

/**
 * Logs and counts errors that nothing awaits, so that they do not end the process (F5). Nothing is
 * half-written, because every write is one transaction. Call it once Next is ready: it removes
 * Next's own listeners, which print such errors with their secrets (L2).
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
