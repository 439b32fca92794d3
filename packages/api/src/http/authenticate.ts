import type { IncomingMessage } from "node:http";
import { misplacedCredential } from "../common/errors/credential-refusals";
import { DomainError } from "../common/errors/domain-error";
import type { CallerParts, KeyPrincipal, Principal } from "../common/principal";
import type { Runtime } from "../common/runtime";
import { findSession } from "../identity/find-session";
import { verifyKey } from "../identity/verify-key";
import { decodePath } from "./decode-path";
import { equalizeTiming } from "./equalize-timing";

/**
 * Who sends this request? Exactly one credential counts (T1): `Authorization: Bearer <key>`, or
 * else the session cookie. A credential that is presented but bad is refused here, before anything
 * else happens; it never degrades to a session or to nobody.
 *
 * @throws DomainError UNAUTHORIZED (bad key), BAD_REQUEST (repeated header, key in the URL),
 *   SERVICE_UNAVAILABLE (database down)
 */
export async function authenticate(
  runtime: Runtime,
  req: IncomingMessage,
  caller: CallerParts,
): Promise<Principal | null> {
  const key = await authenticateKey(runtime, req, caller);
  const { cookie } = req.headers;
  if (key !== null || cookie === undefined) return key;
  const sessionId = await runtime.readSessionId(cookie);
  return sessionId === null ? null : findSession(runtime, sessionId);
}

/**
 * The same for endpoints that only programs use: a cookie is not looked at, so that a browser's
 * session never opens them.
 *
 * @throws DomainError UNAUTHORIZED (bad key), TOO_MANY_REQUESTS (the network has shown too many bad
 *   keys), BAD_REQUEST (repeated
 * header, key in the URL), SERVICE_UNAVAILABLE (database down)
 */
export async function authenticateKey(
  runtime: Runtime,
  req: IncomingMessage,
  caller: CallerParts,
): Promise<KeyPrincipal | null> {
  refuseMisplacedKey(req);
  const { authorization } = req.headers;
  if (authorization === undefined) return null;
  const startedAt = performance.now();
  try {
    return await verifyKey(runtime, authorization, caller);
  } catch (error) {
    // A valid key never comes here, however many bad ones its network has shown (R2).
    if (!(error instanceof DomainError && error.code === "UNAUTHORIZED")) throw error;
    const refusal = await runtime.calls.failedKey(caller.ip).then(
      () => error,
      (tooMany: unknown) => tooMany,
    );
    await equalizeTiming(startedAt);
    throw refusal;
  }
}

/**
 * Any text of the key's form counts, intact or not: what stands in a URL ends up in histories and
 * logs (T1, RFC 6750 §5.3).
 */
const KEY_IN_URL = /pfn_(live|test)_[0-9A-Za-z]{8}/;

function refuseMisplacedKey(req: IncomingMessage): void {
  // Node keeps only the first of repeated Authorization headers, so they are counted on the raw
  // list (T2).
  const repeated =
    req.rawHeaders.filter(
      (text, index) => index % 2 === 0 && text.toLowerCase() === "authorization",
    ).length > 1;
  const url = String(req.url);
  if (repeated) throw misplacedCredential("The Authorization header is repeated.");
  if (KEY_IN_URL.test(decodePath(url) ?? url))
    throw misplacedCredential("A key stands in the URL.");
}
