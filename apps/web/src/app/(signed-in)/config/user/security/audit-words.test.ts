import { expect, it } from "vitest";
import { describeAudit } from "./audit-words";

const key = { id: "01970000-0000-7000-8000-000000000000", label: "Agent" };

it.each([
  [{ event: "session.started", key: null, details: {} }, "Signed in"],
  [{ event: "session.ended", key: null, details: { all: true } }, "Signed out everywhere"],
  [{ event: "key.created", key, details: { scopes: ["accounts:read"] } }, "Key created: Agent"],
  [{ event: "key.revoked", key, details: { reason: "owner" } }, "Key revoked: Agent"],
  [
    { event: "key.revoked", key, details: { reason: "burned" } },
    "Key revoked: Agent (reported as leaked)",
  ],
  [
    { event: "key.newNetwork", key, details: { network: "203.0.113.7" } },
    "Key used from a new network: Agent (203.0.113.7)",
  ],
  [
    { event: "key.newClient", key, details: { client: "curl" } },
    "Key used by a new program: Agent (curl)",
  ],
  [{ event: "account.roleChanged", key: null, details: { role: "admin" } }, "Role changed: admin"],
] as const)("%o reads as %s", (event, words) => {
  const { scopes, ...details } = { scopes: undefined, ...event.details };
  expect(
    describeAudit({
      ...event,
      details: { ...details, ...(scopes ? { scopes: [...scopes] } : {}) },
    }),
  ).toBe(words);
});
