import type { Scope } from "@pfn/keys";
import type { QuotaState } from "../quota";
import { refusal } from "./refusal";

// The refusals that are raised in more than one place, so that their bytes are the same everywhere.

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
