import { expandScopes, missingScopes, SCOPE_INFO, type Scope } from "@pfn/keys";
import type { Context } from "../common/context";
import {
  adminRequired,
  insufficientScope,
  sessionRequired,
} from "../common/errors/credential-refusals";
import { refusal } from "../common/errors/refusal";
import type { KeyPrincipal, SessionPrincipal } from "../common/principal";
import type { WriterContext } from "../ledger/operation-request";

/** A signed-in person; never a key (A3). */
export function admitSession({ principal }: Context): SessionPrincipal {
  if (principal?.kind === "session") return principal;
  throw sessionRequired();
}

/** A person whose role is `admin` at this moment (S3). */
export function admitAdmin(ctx: Context): SessionPrincipal {
  const principal = admitSession(ctx);
  if (principal.role === "admin") return principal;
  throw adminRequired();
}

/**
 * What needs no scope of its own still is no call for a key that only reads: it changes nothing at
 * all (A5).
 */
export function requireWriter({ principal, runtime }: WriterContext): void {
  if (principal.kind === "session" || principal.scopes.some((scope) => isWriting(scope))) return;
  runtime.keyUse.refused(principal.keyId);
  throw refusal(
    "FORBIDDEN",
    null,
    "This key only reads.",
    "Ask the ledger's owner for a key with a scope that writes.",
  );
}

const isWriting = (scope: Scope): boolean => SCOPE_INFO[scope].kind === "write";

/** A key that holds `scope`; null: any valid key. */
export function admitKey(
  { runtime }: Context,
  principal: KeyPrincipal,
  scope: Scope | null,
): KeyPrincipal {
  if (scope === null || expandScopes(principal.scopes).has(scope)) return principal;
  runtime.keyUse.refused(principal.keyId);
  throw insufficientScope(missingScopes(principal.scopes, [scope]));
}
