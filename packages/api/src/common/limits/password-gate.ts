import { overQuota } from "../errors/refusals";
import { type CounterStore, settled } from "./counter-store";

const COUNTED_FOR_SECONDS = 3_600;

/** Lets some tries at one name through, and has each further one wait. */
export interface Gate {
  /** @throws DomainError TOO_MANY_REQUESTS */
  enter: (name: string) => Promise<void>;
  takeBack: (name: string) => Promise<void>;
  forget: (name: string) => Promise<void>;
}

interface GateOptions {
  kind: string;
  /** Tries that never wait. */
  free: number;
  longestSeconds: number;
}

/**
 * Each step is one atomic change of a counter, so tries that come at the same moment cannot slip
 * through together (R3).
 */
export function createGate(store: CounterStore, { kind, free, longestSeconds }: GateOptions): Gate {
  const tries = store.counters(kind, free, COUNTED_FOR_SECONDS);
  const turns = store.counters(`${kind}-turn`, 1, longestSeconds);
  return {
    enter: async (name) => {
      const { consumedPoints } = await tries.penalty(name);
      if (consumedPoints <= free) return;
      const waitSeconds = Math.min(2 ** (consumedPoints - free), longestSeconds);
      const { result, isOver } = await settled(
        turns.consume(name, 1, { customDuration: waitSeconds }),
      );
      if (!isOver) return;
      // Who did not get in has not tried.
      await tries.reward(name);
      const resetsInSeconds = Math.max(1, Math.ceil(result.msBeforeNext / 1_000));
      throw overQuota(
        {
          name: "passwords",
          limit: free,
          windowSeconds: COUNTED_FOR_SECONDS,
          left: 0,
          resetsInSeconds,
        },
        "Too many tries.",
      );
    },
    takeBack: async (name) => void (await tries.reward(name)),
    forget: async (name) => {
      await tries.delete(name);
      await turns.delete(name);
    },
  };
}
