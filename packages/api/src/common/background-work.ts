import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "./logging/logger";

/**
 * Work that no caller waits for. It is caught, counted, bounded, and given two seconds at shutdown
 * (F5).
 */
export interface BackgroundWork {
  /**
   * Starts `work` unless too much is under way already; a failure is logged, never thrown. With
   * `withinMs` it starts after a random pause of at most that long, so that its cost cannot be
   * measured on the request that it follows (S5).
   */
  run: (name: string, work: () => Promise<unknown>, options?: { withinMs: number }) => void;
  /** Resolves when all is done, or after two seconds. Ends the pauses. */
  settle: () => Promise<void>;
}

const MAX_UNDER_WAY = 100;
const SETTLE_WITHIN_MS = 2_000;

/**
 * `onFailure` hears the name of what failed or found no room. `patience`: how many times as long as
 * usual it is given at shutdown.
 */
export function createBackgroundWork(
  log: Logger,
  onFailure: (name: string) => void = () => undefined,
  patience = 1,
): BackgroundWork {
  const underWay = new Set<Promise<void>>();
  let pauses = createPauses();
  return {
    run: (name, work, options) => {
      if (underWay.size >= MAX_UNDER_WAY) return onFailure(name);
      const pause = options === undefined ? undefined : pauses.upTo(options.withinMs);
      const job = attempt(work, pause)
        .catch((error: unknown) => {
          onFailure(name);
          log.warn({ event: "background.failed", name, err: error });
        })
        .finally(() => underWay.delete(job));
      underWay.add(job);
    },
    settle: async () => {
      pauses.end();
      pauses = createPauses();
      const milliseconds = SETTLE_WITHIN_MS * patience;
      const deadline = new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
      await Promise.race([Promise.all(underWay), deadline]);
    },
  };
}

/** Starts at once unless there is a pause; what is thrown at once becomes a rejection, too. */
async function attempt(
  work: () => Promise<unknown>,
  pause: Promise<void> | undefined,
): Promise<void> {
  if (pause !== undefined) await pause;
  await work();
}

function createPauses(): { upTo: (milliseconds: number) => Promise<void>; end: () => void } {
  const ending = new AbortController();
  setMaxListeners(MAX_UNDER_WAY, ending.signal);
  return {
    upTo: (milliseconds) =>
      sleep(Math.random() * milliseconds, undefined, { signal: ending.signal }).catch(
        () => undefined,
      ),
    end: () => ending.abort(),
  };
}
