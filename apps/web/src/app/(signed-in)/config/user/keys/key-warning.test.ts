import { expect, it } from "vitest";
import { warningOf } from "./key-warning";

const key = { state: "active", expiresAt: null, idleAt: null } as const;

it("a key that works for long needs no attention", () => {
  expect(warningOf(key)).toBeNull();
  expect(warningOf({ ...key, expiresAt: "2027-01-01T00:00:00.000Z" })).toBeNull();
});

it("a key that is about to expire or to be revoked as unused does", () => {
  const at = "2026-12-01T00:00:00.000Z";
  expect(warningOf({ ...key, state: "expiring", expiresAt: at })).toEqual({ kind: "expiring", at });
  expect(warningOf({ ...key, idleAt: at })).toEqual({ kind: "idle", at });
});

it("a key that no longer works does not", () => {
  expect(warningOf({ ...key, state: "expired", expiresAt: "2026-01-01T00:00:00.000Z" })).toBeNull();
  expect(warningOf({ ...key, state: "revoked" })).toBeNull();
});
