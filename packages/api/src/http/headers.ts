import type { CredentialFault, DomainError } from "../common/errors/domain-error";
import type { QuotaState } from "../common/quota";

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

/** How a caller is challenged (RFC 6750 §3). */
const CHALLENGES: Readonly<Record<CredentialFault, string>> = {
  missing: 'Bearer realm="pfn"',
  invalid: 'Bearer realm="pfn", error="invalid_token"',
  misplaced: 'Bearer realm="pfn", error="invalid_request"',
  "no metrics token": 'Bearer realm="pfn metrics"',
};

/**
 * The headers that belong to a refusal. Domain code says what is wrong, in the refusal's details;
 * how HTTP puts it is known here alone.
 *
 * @example refusalHeaders(unavailable()) // { "retry-after": "2" }
 */
export function refusalHeaders({ details, missingScopes }: DomainError): Record<string, string> {
  const { credential, retryAfterSeconds, quota, methods, leavesBodyUnread } = details;
  return {
    ...(credential === undefined ? {} : { "www-authenticate": CHALLENGES[credential] }),
    ...(missingScopes.length === 0 ? {} : { "www-authenticate": scopeChallenge(missingScopes) }),
    ...(retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }),
    ...(quota === undefined ? {} : quotaHeaders([{ ...quota, left: 0 }])),
    ...(methods === undefined ? {} : { allow: methods.join(", ") }),
    // What is still on its way is not read, so the connection cannot be used again.
    ...(leavesBodyUnread === undefined ? {} : { connection: "close" }),
  };
}

/** Names everything that the key lacks (RFC 6750 §3.1). */
export const scopeChallenge = (missing: readonly string[]): string =>
  `Bearer realm="pfn", error="insufficient_scope", scope="${missing.join(" ")}"`;
