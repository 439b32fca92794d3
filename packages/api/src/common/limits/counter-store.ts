import { Redis } from "ioredis";
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from "rate-limiter-flexible";
import type { Logger } from "../logging/logger";

/** Where counters live: in this process, or in Redis for all instances together (R3). */
export interface CounterStore {
  /** Counters of one kind: `points` in `seconds`, by name. */
  counters: (kind: string, points: number, seconds: number) => RateLimiterAbstract;
  close: () => Promise<void>;
}

/**
 * Redis has to answer within this many milliseconds, or this process counts by itself until it
 * does.
 */
const REDIS_WITHIN_MS = 250;
const RECONNECT_AFTER_MS = 1_000;

/**
 * Counters in memory cost no statement and no round trip, and each instance has its own. With Redis
 * they are shared; while it is away each instance counts in memory, so that neither callers nor
 * limits are lost.
 */
export function createCounterStore(redisUrl: string | undefined, log: Logger): CounterStore {
  const redis = redisUrl === undefined ? null : connect(redisUrl, log);
  return {
    counters: (kind, points, seconds) => {
      const memory = new RateLimiterMemory({ keyPrefix: kind, points, duration: seconds });
      if (redis === null) return memory;
      return new RateLimiterRedis({
        storeClient: redis,
        keyPrefix: `pfn:${kind}`,
        points,
        duration: seconds,
        insuranceLimiter: memory,
        rejectIfRedisNotReady: true,
      });
    },
    close: async () => redis?.disconnect(),
  };
}

function connect(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: REDIS_WITHIN_MS,
    retryStrategy: () => RECONNECT_AFTER_MS,
  });
  let isAway = false;
  // It fails again at each try to connect; once is enough to say.
  redis.on("error", (error) => {
    if (!isAway) log.warn({ event: "limits.redisAway", err: error });
    isAway = true;
  });
  redis.on("ready", () => {
    if (isAway) log.info({ event: "limits.redisBack" });
    isAway = false;
  });
  return redis;
}

/**
 * What became of a use: the counter rejects with the same object that it resolves with, and with an
 * Error only for a bug.
 */
export async function settled(
  use: Promise<RateLimiterRes>,
): Promise<{ result: RateLimiterRes; isOver: boolean }> {
  try {
    return { result: await use, isOver: false };
  } catch (thrown) {
    if (thrown instanceof RateLimiterRes) return { result: thrown, isOver: true };
    throw thrown;
  }
}
