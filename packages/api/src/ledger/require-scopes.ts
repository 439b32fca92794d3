import { expandScopes, isScope, missingScopes } from "@pfn/keys";
import type { LedgerContext } from "../common/context";
import { insufficientScope } from "../common/errors/credential-refusals";

/**
 * A key holds what a write needs, or needed when it was logged; whether it still does is judged
 * again before the commit.
 *
 * @throws DomainError FORBIDDEN naming every scope that it lacks
 */
export function requireScopes(
  { principal, runtime, requiredScopes }: LedgerContext,
  scope: string | null,
): void {
  if (principal.kind === "session") return;
  const needed = (scope ?? "").split(" ").filter(isScope);
  for (const name of needed) requiredScopes.add(name);
  const held = expandScopes(principal.scopes);
  if (needed.every((name) => held.has(name))) return;
  runtime.keyUse.refused(principal.keyId);
  throw insufficientScope(missingScopes(principal.scopes, needed));
}
