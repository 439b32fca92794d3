import { DomainError } from "../errors/domain-error";

/** So many units in so many seconds. The name is what callers read in the headers. */
export interface Quota {
  name: "key" | "writes" | "network" | "failed-keys" | "keys" | "passwords";
  limit: number;
  windowSeconds: number;
}

/** How a caller stands with a quota after it was used. */
export interface QuotaState extends Quota {
  left: number;
  resetsInSeconds: number;
}

/**
 * `RateLimit` and `RateLimit-Policy`, as draft-ietf-httpapi-ratelimit-headers names them (R2).
 *
 * @example { ratelimit: '"key";r=599;t=60', "ratelimit-policy": '"key";q=600;w=60' }
 */
export function quotaHeaders(quotaStates: readonly QuotaState[]): Record<string, string> {
  if (quotaStates.length === 0) return {};
  return {
    ratelimit: quotaStates
      .map(({ name, left, resetsInSeconds }) => `"${name}";r=${left};t=${resetsInSeconds}`)
      .join(", "),
    "ratelimit-policy": quotaStates
      .map(({ name, limit, windowSeconds }) => `"${name}";q=${limit};w=${windowSeconds}`)
      .join(", "),
  };
}

/** The refusal of a caller who used a quota up. `Retry-After` and `RateLimit` say the same (R2). */
export function overQuota(quotaState: QuotaState, message: string): DomainError {
  const seconds = quotaState.resetsInSeconds;
  return new DomainError("TOO_MANY_REQUESTS", message, {
    hint: `Try again in ${seconds} second${seconds === 1 ? "" : "s"}.`,
    headers: { "retry-after": String(seconds), ...quotaHeaders([{ ...quotaState, left: 0 }]) },
  });
}
