import { expect, it } from "vitest";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";

const t = useRuntime();
const eventsOf = (keyId: string) =>
  t.runtime.db.auditEvent.findMany({ where: { keyId, event: "key.revoked" } });

it(
  "K8: revoking again changes nothing: the first moment and reason stay, and one event is " +
    "recorded",
  async () => {
    const user = await createUser(t.runtime);
    const { id } = await createKey(t.runtime, user);
    const { integrationKeys } = await asSession(t.runtime, user);
    const first = await integrationKeys.revoke({ id });
    expect(first).toMatchObject({
      state: "revoked",
      revokedReason: "owner",
      revokedAt: expect.any(String),
    });
    expect(await integrationKeys.revoke({ id })).toEqual(first);
    expect(await integrationKeys.revokeAll({})).toEqual({ revoked: 0 });
    expect(await integrationKeys.get({ id })).toMatchObject(first);
    expect(await eventsOf(id)).toMatchObject([
      { userId: user.userId, details: { reason: "owner" } },
    ]);
  },
);

it("K8: of many revocations at once, one counts", async () => {
  const user = await createUser(t.runtime);
  const { id } = await createKey(t.runtime, user);
  const { integrationKeys } = await asSession(t.runtime, user);
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => integrationKeys.revoke({ id })),
  );
  expect(new Set(answers.map(({ revokedAt }) => revokedAt)).size).toBe(1);
  expect(await eventsOf(id)).toHaveLength(1);
});

it(
  "K8: revoking all keys stops those that still work, one event each, and " + "answers how many",
  async () => {
    const user = await createUser(t.runtime);
    const earlier = await createKey(t.runtime, user, {
      revokedAt: new Date("2026-01-01T00:00:00Z"),
    });
    const keys = [
      await createKey(t.runtime, user),
      await createKey(t.runtime, user, { mode: "test" }),
    ];
    const foreign = await createKey(t.runtime, await createUser(t.runtime));
    const { integrationKeys } = await asSession(t.runtime, user);
    expect(await integrationKeys.revokeAll({})).toEqual({ revoked: 2 });
    for (const { id } of keys) expect(await eventsOf(id)).toHaveLength(1);
    expect((await integrationKeys.get({ id: earlier.id })).revokedAt).toBe(
      "2026-01-01T00:00:00.000Z",
    );
    expect(
      await t.runtime.db.integrationKey.findUnique({ where: { id: foreign.id } }),
    ).toMatchObject({
      revokedAt: null,
    });
  },
);

it("an expired key can be revoked, which shows as revoked", async () => {
  const user = await createUser(t.runtime);
  const { id } = await createKey(t.runtime, user, { expiresAt: new Date(Date.now() - 1_000) });
  const { integrationKeys } = await asSession(t.runtime, user);
  expect(await integrationKeys.get({ id })).toMatchObject({ state: "expired" });
  expect(await integrationKeys.revoke({ id })).toMatchObject({ state: "revoked" });
});

it("revoking and recording it succeed or fail together", async () => {
  const user = await createUser(t.runtime);
  const { id } = await createKey(t.runtime, user);
  const { integrationKeys } = await asSession(t.runtime, user);
  await t.runtime.db.$executeRaw`alter table audit_events
      add constraint no_more check (event <> 'key.revoked') not valid`;
  await expect(integrationKeys.revoke({ id })).rejects.toThrow();
  await t.runtime.db.$executeRaw`alter table audit_events drop constraint no_more`;
  expect(await integrationKeys.get({ id })).toMatchObject({ state: "active", revokedAt: null });
});
