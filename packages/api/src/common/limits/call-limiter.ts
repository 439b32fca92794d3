import { overQuota } from "../errors/refusals";
import type { Principal } from "../principal";
import type { Quota, QuotaState } from "../quota";
import { type CounterStore, settled } from "./counter-store";
import type { Limits } from "./limits";
import { networkOf } from "./network-of";

/** What a request asks for. */
export interface Spending {
  calls: number;
  /** How many of the calls write; only keys are held to it. */
  writes: number;
}

interface Caller {
  principal: Principal | null;
  ip: string | null;
}

/**
 * Counts calls by key, or by network while nobody is known (R1). A signed-in person's own calls are
 * not counted.
 */
export interface CallLimiter {
  /**
   * Counts a request's calls before they are made; all of them are refused when not all of them
   * fit.
   *
   * @throws DomainError TOO_MANY_REQUESTS
   */
  admit: (caller: Caller, spending: Spending) => Promise<QuotaState[]>;
  /**
   * Counts a key that opens nothing. @throws DomainError TOO_MANY_REQUESTS when its network has
   * shown too many
   */
  failedKey: (ip: string | null) => Promise<void>;
  /** How a key stands, without counting anything. */
  quotaState: (keyId: string) => Promise<QuotaState>;
}

type Use = (name: string, points: number) => Promise<QuotaState>;

export function createCallLimiter(
  store: CounterStore,
  limits: Limits,
  bucketOf: (name: string) => string,
): CallLimiter {
  const key = createMeter(store, { name: "key", limit: limits.callsPerMinute, windowSeconds: 60 });
  const writes = createMeter(store, {
    name: "writes",
    limit: limits.writesPerSecond,
    windowSeconds: 1,
  });
  const network = createMeter(store, {
    name: "network",
    limit: limits.anonymousPerMinute,
    windowSeconds: 60,
  });
  const failed = createMeter(store, {
    name: "failed-keys",
    limit: limits.failedKeysPerMinute,
    windowSeconds: 60,
  });
  return {
    admit: async ({ principal, ip }, spending) => {
      if (principal?.kind === "session") return [];
      if (principal === null)
        return spending.calls === 0
          ? []
          : [await network.use(bucketOf(networkOf(ip)), spending.calls)];
      // One after the other: what the second refuses has been counted by the first, as a call that
      // was made.
      const quotaStates =
        spending.calls === 0 ? [] : [await key.use(principal.keyId, spending.calls)];
      return spending.writes === 0
        ? quotaStates
        : [...quotaStates, await writes.use(principal.keyId, spending.writes)];
    },
    failedKey: async (ip) => {
      await failed.use(bucketOf(networkOf(ip)), 1);
    },
    quotaState: key.look,
  };
}

const MESSAGES: Readonly<Partial<Record<Quota["name"], string>>> = {
  key: "This key has made too many calls.",
  writes: "This key writes too fast.",
  network: "Too many calls without a credential from this network.",
  "failed-keys": "Too many keys that open nothing from this network.",
};

function createMeter(
  store: CounterStore,
  quota: Quota,
): { use: Use; look: (name: string) => Promise<QuotaState> } {
  const counters = store.counters(quota.name, quota.limit, quota.windowSeconds);
  const toQuotaState = (used: number, msBeforeNext: number): QuotaState => ({
    ...quota,
    left: Math.max(0, quota.limit - used),
    resetsInSeconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
  });
  return {
    use: async (name, points) => {
      const { result, isOver } = await settled(counters.consume(name, points));
      const quotaState = toQuotaState(result.consumedPoints, result.msBeforeNext);
      if (!isOver) return quotaState;
      // What was refused has not been used: a smaller request may still fit.
      await counters.reward(name, points);
      throw overQuota(quotaState, MESSAGES[quota.name] ?? "Too many calls.");
    },
    look: async (name) => {
      const result = await counters.get(name);
      return result === null
        ? toQuotaState(0, quota.windowSeconds * 1_000)
        : toQuotaState(result.consumedPoints, result.msBeforeNext);
    },
  };
}
