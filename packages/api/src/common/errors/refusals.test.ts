import { expect, it } from "vitest";
import {
  adminRequired,
  insufficientScope,
  invalidKey,
  misplacedCredential,
  noCredential,
  notFound,
  sessionRequired,
  staleVersion,
  unavailable,
} from "./refusals";

// The error contract: status, challenge (RFC 6750 §3) and the words that tell a caller what to do.

const CHALLENGE = 'Bearer realm="pfn"';

it.each([
  ["no credential", noCredential(), 401, CHALLENGE],
  ["a key that opens nothing", invalidKey(), 401, `${CHALLENGE}, error="invalid_token"`],
  [
    "a credential in a wrong place",
    misplacedCredential("No."),
    400,
    `${CHALLENGE}, error="invalid_request"`,
  ],
  ["a key where a person is needed", sessionRequired(), 401, CHALLENGE],
  ["a member where an administrator is needed", adminRequired(), 403, undefined],
  [
    "a key that lacks scopes",
    insufficientScope(["accounts:read", "reports:read"]),
    403,
    `${CHALLENGE}, error="insufficient_scope", scope="accounts:read reports:read"`,
  ],
  ["somebody else's object", notFound("account"), 404, undefined],
  ["a stale version", staleVersion("account", 3), 409, undefined],
  ["a database that is away", unavailable(), 503, undefined],
])("%s has its status, its challenge and a remedy", (_, refusal, status, challenge) => {
  expect(refusal.status).toBe(status);
  expect(refusal.headers["www-authenticate"]).toBe(challenge);
  expect(refusal.message).toMatch(/.\.$/);
  expect(refusal.hint).toMatch(/.\.$/);
});

it("names what is missing or at fault", () => {
  expect(insufficientScope(["accounts:read", "reports:read"])).toMatchObject({
    message: "This key lacks: accounts:read, reports:read.",
    hint: "Ask the ledger's owner for a key with the scope accounts:read, reports:read.",
    missingScopes: ["accounts:read", "reports:read"],
  });
  expect(notFound("account")).toMatchObject({ message: "No account with this id.", path: "id" });
  expect(notFound("category", "lines.0.categoryId")).toMatchObject({ path: "lines.0.categoryId" });
  expect(staleVersion("account", 3)).toMatchObject({
    message: "`version`: the account changed since; it is at version 3.",
    path: "version",
  });
  expect(staleVersion("transaction", 1, "transactions.0.version").path).toBe(
    "transactions.0.version",
  );
});

it("F1: an answer that is not to be had now tells when to ask again, and keeps its cause for the log", () => {
  const cause = new Error("gone");
  expect(unavailable(cause)).toMatchObject({ headers: { "retry-after": "2" }, cause });
  expect(unavailable(undefined, 7).headers).toEqual({ "retry-after": "7" });
});
