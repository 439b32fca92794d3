import type { Scope } from "@pfn/keys";
import { DomainError } from "./domain-error";

// The refusals of the error contract that are raised in more than one place, so that their bytes
// are the same everywhere.

/** No credential at all: a plain challenge (RFC 6750 §3). */
export const noCredential = () =>
  new DomainError("UNAUTHORIZED", "This call needs a credential.", {
    hint: "Send an integration key as `Authorization: Bearer pfn_live_…`.",
    headers: { "www-authenticate": 'Bearer realm="pfn"' },
  });

/** Malformed, unknown, revoked, expired, legacy or ownerless key: one answer for all of them. */
export const invalidKey = () =>
  new DomainError("UNAUTHORIZED", "This integration key opens nothing.", {
    hint: "Ask the ledger's owner for a new key: it may be mistyped, expired or revoked.",
    headers: { "www-authenticate": 'Bearer realm="pfn", error="invalid_token"' },
  });

/** A credential that is repeated, or sent in a place where it would leak. */
export const misplacedCredential = (message: string) =>
  new DomainError("BAD_REQUEST", message, {
    hint: "Send exactly one `Authorization: Bearer` header and no key anywhere else.",
    headers: { "www-authenticate": 'Bearer realm="pfn", error="invalid_request"' },
  });

/** A call that only a signed-in person may make; a key never opens it (A3). */
export const sessionRequired = () =>
  new DomainError("UNAUTHORIZED", "This call needs a signed-in person.", {
    hint: "Sign in to pfn in a browser. Integration keys can never do this.",
    headers: { "www-authenticate": 'Bearer realm="pfn"' },
  });

/** A signed-in person who is not, or no longer, an administrator (S3). */
export const adminRequired = () =>
  new DomainError("FORBIDDEN", "Only an administrator may do this.", {
    hint: "Ask an administrator of this server.",
  });

/** A valid key that lacks scopes; names all of them (RFC 6750 §3.1). */
export const insufficientScope = (missing: readonly Scope[]) =>
  new DomainError("FORBIDDEN", `This key lacks: ${missing.join(", ")}.`, {
    hint: `Ask the ledger's owner for a key with the scope ${missing.join(", ")}.`,
    headers: {
      "www-authenticate": `Bearer realm="pfn", error="insufficient_scope", scope="${missing.join(" ")}"`,
    },
    missingScopes: missing,
  });

/** Somebody else's object, or none: the same answer, so that nobody learns which (A2). */
export const notFound = (what: string, path = "id") =>
  new DomainError("NOT_FOUND", `No ${what} with this id.`, {
    path,
    hint: `List what you can see and use an id from there.`,
  });

/** A row that was written since it was read (F4). */
export const staleVersion = (what: string, current: number, path = "version") =>
  new DomainError(
    "CONFLICT",
    `\`${path}\`: the ${what} changed since; it is at version ${current}.`,
    {
      path,
      hint: "Read it again, look at what changed, and repeat the change with the new version.",
    },
  );

/** The database, a queue or the process itself cannot answer now. */
export const unavailable = (cause?: unknown, retryAfterSeconds = 2) =>
  new DomainError("SERVICE_UNAVAILABLE", "pfn cannot answer right now.", {
    hint: "Try again in a moment; repeat a write with its idempotency key, so that it counts once.",
    headers: { "retry-after": String(retryAfterSeconds) },
    cause,
  });
