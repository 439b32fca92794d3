import { expect, it } from "vitest";
import {
  adminRequired,
  insufficientScope,
  invalidKey,
  misplacedCredential,
  noCredential,
  sessionRequired,
} from "./credential-refusals";
import {
  accountClosed,
  keyInFlight,
  keyReused,
  methodNotSupported,
  nameTaken,
  notFound,
  overQuota,
  staleVersion,
  unavailable,
} from "./refusals";

// The error contract: status, and the words that tell a caller what to do.

const QUOTA = { name: "key", limit: 600, windowSeconds: 60, left: 0, resetsInSeconds: 42 } as const;
const TAKEN = { name: "Cash", id: "a", readWith: "accounts:read" } as const;

it.each([
  ["no credential", noCredential(), 401],
  ["a key that opens nothing", invalidKey(), 401],
  ["a credential in a wrong place", misplacedCredential("No."), 400],
  ["a key where a person is needed", sessionRequired(), 401],
  ["a member where an administrator is needed", adminRequired(), 403],
  ["a key that lacks scopes", insufficientScope(["accounts:read", "reports:read"]), 403],
  ["somebody else's object", notFound("account"), 404],
  ["a closed account", accountClosed("accountId"), 409],
  ["a name that is taken", nameTaken("account", TAKEN), 409],
  ["a stale version", staleVersion("account", 3), 409],
  ["a request that is repeated too soon", keyInFlight(), 409],
  ["an idempotency key of another request", keyReused(), 422],
  ["a caller who used a quota up", overQuota(QUOTA, "Too many calls."), 429],
  ["a database that is away", unavailable(), 503],
  ["a method that does not exist", methodNotSupported(["GET"], "Only GET.", "Use GET."), 405],
])("%s has its status and a remedy", (_, refusal, status) => {
  expect(refusal.status).toBe(status);
  expect(refusal.message).toMatch(/.\.$/);
  expect(refusal.hint).toMatch(/.\.$/);
});

it("A9: a name that is taken names the row to its readers alone", () => {
  const taken = nameTaken("account", TAKEN);
  expect(taken).toMatchObject({
    message: '`name`: there is an account named "Cash" already.',
    hint: "Choose another name.",
  });
  expect(taken.toldTo((scope) => scope === "accounts:read").hint).toBe(
    "Use the account a, or choose another name.",
  );
  expect(nameTaken("category", TAKEN).message).toBe(
    '`name`: there is a category named "Cash" already.',
  );
});

it("a caller who used a quota up is told the seconds to wait", () => {
  expect(overQuota(QUOTA, "Too many calls.").hint).toBe("Try again in 42 seconds.");
  const soon = overQuota({ ...QUOTA, resetsInSeconds: 1 }, "Too many calls.");
  expect(soon).toMatchObject({
    hint: "Try again in 1 second.",
    details: { retryAfterSeconds: 1, quota: { name: "key" } },
  });
});

it("names what is missing or at fault", () => {
  expect(insufficientScope(["accounts:read", "reports:read"])).toMatchObject({
    message: "This key lacks: accounts:read, reports:read.",
    hint: "Ask the ledger's owner for a key with the scope accounts:read, reports:read.",
    missingScopes: ["accounts:read", "reports:read"],
  });
  expect(notFound("account")).toMatchObject({
    message: "`id`: no account with this id.",
    path: "id",
    hint: "Use an id from accounts.list.",
  });
  expect(notFound("category", "lines.0.categoryId")).toMatchObject({ path: "lines.0.categoryId" });
  expect(staleVersion("account", 3)).toMatchObject({
    message: "`version`: the account changed since; it is at version 3.",
    path: "version",
  });
  expect(staleVersion("transaction", 1, "transactions.0.version").path).toBe(
    "transactions.0.version",
  );
});

it(
  "F1: an answer that is not to be had now tells when to ask again, and keeps its cause for " +
    "the log",
  () => {
    const cause = new Error("gone");
    expect(unavailable(cause)).toMatchObject({ details: { retryAfterSeconds: 2 }, cause });
    expect(unavailable(undefined, 7).details.retryAfterSeconds).toBe(7);
  },
);
