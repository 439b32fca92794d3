import type { Scope } from "@pfn/keys";
import { refusal } from "./refusal";

// The refusals of callers who are not let in, so that their bytes are the same everywhere.

/** The call has no credential at all. */
export const noCredential = () =>
  refusal(
    "UNAUTHORIZED",
    null,
    "This call needs a credential.",
    "Send an integration key as `Authorization: Bearer pfn_live_…`.",
    { credential: "missing" },
  );

/** A malformed, unknown, revoked, expired, legacy or ownerless key: one refusal for all of them. */
export const invalidKey = () =>
  refusal(
    "UNAUTHORIZED",
    null,
    "This integration key opens nothing.",
    "Ask the ledger's owner for a new key: it may be mistyped, expired or revoked.",
    { credential: "invalid" },
  );

/** A credential that is repeated, or sent in a place where it would leak. */
export const misplacedCredential = (what: string) =>
  refusal(
    "BAD_REQUEST",
    null,
    what,
    "Send exactly one `Authorization: Bearer` header and no key anywhere else.",
    { credential: "misplaced" },
  );

/** A call that only a signed-in person may make; a key never opens it (A3). */
export const sessionRequired = () =>
  refusal(
    "UNAUTHORIZED",
    null,
    "This call needs a signed-in person.",
    "Sign in to pfn in a browser. Integration keys can never do this.",
    { credential: "missing" },
  );

/** A signed-in person who is not, or no longer, an administrator (S3). */
export const adminRequired = () =>
  refusal(
    "FORBIDDEN",
    null,
    "Only an administrator may do this.",
    "Ask an administrator of this server.",
  );

/** A valid key that lacks scopes; names all of them. */
export const insufficientScope = (missing: readonly Scope[]) =>
  refusal(
    "FORBIDDEN",
    null,
    `This key lacks: ${missing.join(", ")}.`,
    `Ask the ledger's owner for a key with the scope ${missing.join(", ")}.`,
    { missingScopes: missing },
  );
