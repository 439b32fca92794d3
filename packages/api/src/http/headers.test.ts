import { expect, it } from "vitest";
import {
  adminRequired,
  insufficientScope,
  invalidKey,
  misplacedCredential,
  noCredential,
  sessionRequired,
} from "../common/errors/credential-refusals";
import { methodNotSupported, notFound, overQuota, unavailable } from "../common/errors/refusals";
import { quotaHeaders, refusalHeaders } from "./headers";
import { bodyTooLarge } from "./read-json-body";

const CHALLENGE = 'Bearer realm="pfn"';

it.each([
  ["no credential", noCredential(), CHALLENGE],
  ["a key that opens nothing", invalidKey(), `${CHALLENGE}, error="invalid_token"`],
  [
    "a credential in a wrong place",
    misplacedCredential("No."),
    `${CHALLENGE}, error="invalid_request"`,
  ],
  ["a key where a person is needed", sessionRequired(), CHALLENGE],
  ["a member where an administrator is needed", adminRequired(), undefined],
  [
    "a key that lacks scopes",
    insufficientScope(["accounts:read", "reports:read"]),
    `${CHALLENGE}, error="insufficient_scope", scope="accounts:read reports:read"`,
  ],
  ["somebody else's object", notFound("account"), undefined],
])("%s has its challenge (RFC 6750 §3)", (_, refusal, challenge) => {
  expect(refusalHeaders(refusal)["www-authenticate"]).toBe(challenge);
});

it("F1: what cannot be answered now tells when to ask again", () => {
  expect(refusalHeaders(unavailable())).toEqual({ "retry-after": "2" });
  expect(refusalHeaders(unavailable(undefined, 7))).toEqual({ "retry-after": "7" });
});

it("R2: a quota that is used up is told with the seconds to wait, and with nothing left", () => {
  const quota = {
    name: "key",
    limit: 600,
    windowSeconds: 60,
    left: 3,
    resetsInSeconds: 42,
  } as const;
  expect(refusalHeaders(overQuota(quota, "Too many calls."))).toEqual({
    "retry-after": "42",
    ratelimit: '"key";r=0;t=42',
    "ratelimit-policy": '"key";q=600;w=60',
  });
  expect(quotaHeaders([])).toEqual({});
});

it(
  "a method that does not exist is told those that do; a body that nobody reads ends the " +
    "connection",
  () => {
    expect(refusalHeaders(methodNotSupported(["GET", "HEAD"], "Only GET."))).toEqual({
      allow: "GET, HEAD",
    });
    expect(refusalHeaders(bodyTooLarge())).toEqual({ connection: "close" });
  },
);
