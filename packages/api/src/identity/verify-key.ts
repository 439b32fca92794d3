import type { StoredKey } from "@pfn/db";
import { hashKey, isScope, parseKey } from "@pfn/keys";
import { invalidKey } from "../common/errors/credential-refusals";
import type { DomainError } from "../common/errors/domain-error";
import { unavailable } from "../common/errors/refusals";
import type { KeyRefusal } from "../common/metrics/create-metrics";
import type { CallerParts, KeyPrincipal } from "../common/principal";
import type { Runtime } from "../common/runtime";

/**
 * Verifies the value of an `Authorization` header: length, shape and checksum first (garbage costs
 * no hash and no query, K1, T8), then sha256, then one indexed statement that judges revocation,
 * expiry and the owner's state by the database's clock (K4). Nothing is written on the request's
 * path (K7).
 *
 * @throws DomainError UNAUTHORIZED with the same bytes for every key that opens nothing;
 *   SERVICE_UNAVAILABLE when the database
 * does not answer (F1)
 */
export async function verifyKey(
  runtime: Runtime,
  authorization: string,
  caller: CallerParts,
): Promise<KeyPrincipal> {
  const text = bearerToken(authorization);
  if (text === null || parseKey(text) === null) throw refuse(runtime, "malformed");
  const stored = await runtime.database.findKey(hashKey(text)).catch((error: unknown) => {
    throw unavailable(error);
  });
  if (stored === null) throw refuse(runtime, "unknown");
  if (stored.state !== "active") {
    runtime.keyUse.refused(stored.id);
    throw refuse(runtime, stored.state);
  }
  runtime.keyUse.used(stored.id, caller);
  return toPrincipal(stored);
}

/** Counted apart, answered alike. */
function refuse({ metrics }: Runtime, reason: Exclude<KeyRefusal, "scope">): DomainError {
  metrics.keyRefused(reason);
  return invalidKey();
}

/**
 * The token of `Bearer <token>`: scheme in any case, one or more spaces, exactly one token (RFC
 * 9110 §11.1).
 */
function bearerToken(authorization: string): string | null {
  return /^bearer +([^\s,]+)$/i.exec(authorization)?.[1] ?? null;
}

function toPrincipal(stored: StoredKey): KeyPrincipal {
  return {
    kind: "key",
    keyId: stored.id,
    userId: stored.userId,
    label: stored.label,
    scopes: stored.scopes.filter(isScope),
    expiresAt: stored.expiresAt,
    ledgerId: stored.ledgerId,
    mode: stored.mode,
    baseCurrency: stored.baseCurrency,
    timezone: stored.timezone,
  };
}
