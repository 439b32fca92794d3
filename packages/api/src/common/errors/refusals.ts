import type { Scope } from "@pfn/keys";
import type { QuotaState } from "../quota";
import { refusal } from "./refusal";

// The refusals that are raised in more than one place, so that their bytes are the same everywhere.

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

/** The procedure that lists the ids of each kind. */
const LISTED_BY = {
  account: "accounts.list",
  category: "categories.list",
  transaction: "transactions.list",
  transfer: "transactions.list",
  import: "imports.list",
  operation: "operations.list",
  "integration key": "integrationKeys.list",
  key: "operations.list",
  session: "profile.sessions",
  user: "admin.users",
  invitation: "admin.invitations",
} as const;

/** Somebody else's object, or none: the same refusal, so that nobody learns which (A2). */
export const notFound = (what: keyof typeof LISTED_BY, path = "id") =>
  refusal("NOT_FOUND", path, `no ${what} with this id.`, `Use an id from ${LISTED_BY[what]}.`);

/** An account that takes no more rows. */
export const accountClosed = (path: string) =>
  refusal("CONFLICT", path, "the account is closed.", "Reopen it, or use another account.");

/** A name that another row of the ledger has; only callers who may read it are told its id. */
export const nameTaken = (
  what: "account" | "category",
  { name, id, readWith }: { name: string; id: string; readWith: Scope },
) =>
  refusal(
    "CONFLICT",
    "name",
    `there is ${what === "account" ? "an" : "a"} ${what} named "${name}" already.`,
    "Choose another name.",
    {
      forReaders: { scope: readWith, hint: `Use the ${what} ${id}, or choose another name.` },
    },
  );

/** A row that was written since it was read (F4). */
export const staleVersion = (what: string, current: number, path = "version") =>
  refusal(
    "CONFLICT",
    path,
    `the ${what} changed since; it is at version ${current}.`,
    "Read it again, look at what changed, and repeat the change with the new version.",
  );

/** An idempotency key whose first request is not finished. */
export const keyInFlight = () =>
  refusal(
    "CONFLICT",
    "idempotencyKey",
    "a request with this idempotency key is still being worked on.",
    "Wait for its answer, or repeat the call in a moment: it will answer the same.",
  );

/** An idempotency key that was used for another request. */
export const keyReused = () =>
  refusal(
    "UNPROCESSABLE_CONTENT",
    "idempotencyKey",
    "this idempotency key was used with another body.",
    "Repeat a call with exactly the same fields, or use a new key for a new call.",
  );

/** A caller who used a quota up (R2). */
export const overQuota = (quota: QuotaState, what: string) => {
  const seconds = quota.resetsInSeconds;
  return refusal(
    "TOO_MANY_REQUESTS",
    null,
    what,
    `Try again in ${seconds} second${seconds === 1 ? "" : "s"}.`,
    { quota, retryAfterSeconds: seconds },
  );
};

/** The database, a queue or the process itself cannot answer now. */
export const unavailable = (cause?: unknown, retryAfterSeconds = 2) =>
  refusal(
    "SERVICE_UNAVAILABLE",
    null,
    "pfn cannot answer right now.",
    "Try again in a moment; repeat a write with its idempotency key, so that it counts once.",
    { retryAfterSeconds, cause },
  );

/** A method that an endpoint does not have. */
export const methodNotSupported = (
  methods: readonly string[],
  what: string,
  hint: string | null = null,
) => refusal("METHOD_NOT_SUPPORTED", null, what, hint, { methods });
