import { setTimeout as sleep } from "node:timers/promises";
import type { Scope } from "@pfn/keys";
import { beforeEach, expect, it } from "vitest";
import { verifyKey } from "../../identity/verify-key";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestUser } from "../../test/factories";

const t = useRuntime();
const made: { user?: TestUser } = {};
beforeEach(async () => {
  made.user = await createUser(t.runtime);
});

async function setUp(scopes: readonly Scope[]) {
  if (made.user === undefined) throw new Error("not ready");
  const { id, authorization } = await createKey(t.runtime, made.user, { scopes });
  const { integrationKeys } = await asSession(t.runtime, made.user);
  return {
    id,
    integrationKeys,
    scopesNow: async () =>
      (await verifyKey(t.runtime, authorization, { ip: null, userAgent: null })).scopes,
  };
}

it("A5: scopes can be taken away, for the very next request", async () => {
  const { id, integrationKeys, scopesNow } = await setUp([
    "accounts:read",
    "accounts:write",
    "reports:read",
  ]);
  expect((await integrationKeys.update({ id, scopes: ["reports:read"] })).scopes).toEqual([
    "reports:read",
  ]);
  expect(await scopesNow()).toEqual(["reports:read"]);
});

it.each<[string, readonly Scope[], readonly Scope[], string]>([
  ["one more", ["accounts:read"], ["accounts:read", "accounts:write"], "accounts:write"],
  [
    "others instead",
    ["accounts:read"],
    ["transactions:read", "reports:read"],
    "transactions:read, reports:read",
  ],
  [
    "the whole from a part",
    ["transactions:create", "transactions:categorize"],
    ["transactions:write"],
    "transactions:write",
  ],
])(
  "A5: scopes never grow (%s), and the refusal names those that the key does not have",
  async (_, before, after, named) => {
    const { id, integrationKeys, scopesNow } = await setUp(before);
    await expect(
      integrationKeys.update({ id, scopes: [...after], label: "Not this either" }),
    ).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: `\`scopes\`: the key does not have ${named}.`,
      cause: { path: "scopes", hint: "Scopes may only shrink. Create a new key for more." },
    });
    expect(await scopesNow()).toEqual(before);
    expect((await integrationKeys.get({ id })).label).toBe("Test key");
  },
);

it("A5: what was taken away does not come back", async () => {
  const { id, integrationKeys, scopesNow } = await setUp(["accounts:read", "reports:read"]);
  await integrationKeys.update({ id, scopes: ["reports:read"] });
  await expect(
    integrationKeys.update({ id, scopes: ["accounts:read", "reports:read"] }),
  ).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
  expect(await scopesNow()).toEqual(["reports:read"]);
});

it("A5: a part may take the place of the whole that includes it", async () => {
  const { id, integrationKeys } = await setUp(["transactions:write"]);
  expect(
    (await integrationKeys.update({ id, scopes: ["transactions:categorize"] })).scopes,
  ).toEqual(["transactions:categorize"]);
});

it("A5: of two changes at once neither brings back what the other took away", async () => {
  const { id, integrationKeys, scopesNow } = await setUp([
    "accounts:read",
    "categories:read",
    "reports:read",
  ]);
  const changes = await t.runtime.db.$transaction(async (tx) => {
    // Both wait for this row, and then go on at the same moment.
    await tx.$queryRaw`select 1 from integration_keys where id = ${id}::uuid for no key update`;
    const kept = [["accounts:read"], ["categories:read"]] as const;
    const both = kept.map((scopes) => integrationKeys.update({ id, scopes: [...scopes] }));
    await sleep(200);
    return { outcomes: Promise.allSettled(both) };
  });
  expect((await changes.outcomes).map(({ status }) => status).sort()).toEqual([
    "fulfilled",
    "rejected",
  ]);
  expect((await scopesNow()).length).toBe(1);
});

it("A5: a key keeps at least one scope", async () => {
  const { id, integrationKeys } = await setUp(["reports:read"]);
  await expect(integrationKeys.update({ id, scopes: [] })).rejects.toThrow(
    "Choose at least one scope.",
  );
});

it("a renamed key keeps everything else, and the change is recorded", async () => {
  const { id, integrationKeys } = await setUp(["reports:read"]);
  const before = await integrationKeys.get({ id });
  expect(await integrationKeys.update({ id, label: " New name " })).toMatchObject({
    label: "New name",
  });
  expect(await integrationKeys.get({ id })).toEqual({ ...before, label: "New name" });
  const events = await t.runtime.db.auditEvent.findMany({ where: { keyId: id } });
  expect(events).toMatchObject([{ event: "key.updated", details: { label: "New name" } }]);
});

it("neither expiry, mode nor state can be changed", async () => {
  const { id, integrationKeys } = await setUp(["reports:read"]);
  for (const field of ["expiresAt", "never", "mode", "revokedAt", "hash", "userId", "ledgerId"]) {
    await expect(integrationKeys.update({ id, ...{ [field]: null } })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringContaining(field),
    });
  }
});
