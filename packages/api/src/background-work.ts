import type { Logger } from "./logger";

/** Work that no caller waits for. It is caught, counted, bounded, and given two seconds at shutdown (F5). */
export interface BackgroundWork {
  /** Starts `work` unless too much is under way already; a failure is logged, never thrown. */
  run: (name: string, work: () => Promise<unknown>) => void;
  /** Resolves when all is done, or after two seconds. */
  settle: () => Promise<void>;
}

const MAX_UNDER_WAY = 100;
const SETTLE_WITHIN_MS = 2_000;

/** `onFailure` hears the name of what failed or found no room. */
export function createBackgroundWork(log: Logger, onFailure: (name: string) => void = () => undefined): BackgroundWork {
  const underWay = new Set<Promise<void>>();
  return {
    run: (name, work) => {
      if (underWay.size >= MAX_UNDER_WAY) return onFailure(name);
      const job = attempt(work)
        .catch((error: unknown) => {
          onFailure(name);
          log.warn({ event: "background.failed", name, err: error });
        })
        .finally(() => underWay.delete(job));
      underWay.add(job);
    },
    settle: async () => {
      const deadline = new Promise((resolve) => setTimeout(resolve, SETTLE_WITHIN_MS).unref());
      await Promise.race([Promise.all(underWay), deadline]);
    },
  };
}

/** Starts at once; what is thrown at once becomes a rejection, too. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  await work();
}
