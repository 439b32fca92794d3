import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import { verifyKey } from "../../identity/verify-key";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type KeyOptions, type TestUser } from "../../test/factories";

const t = useRuntime();
const DAY_MS = 86_400_000;
const NOW = Math.floor(Date.now() / 1_000) * 1_000;
const inDays = (days: number) => new Date(NOW + days * DAY_MS);

const made: { user?: TestUser } = {};
beforeEach(async () => {
  t.runtime.now = () => new Date(NOW);
  made.user = await createUser(t.runtime);
});

async function setUp(options: KeyOptions = {}) {
  if (made.user === undefined) throw new Error("not ready");
  const old = await createKey(t.runtime, made.user, options);
  const { integrationKeys } = await asSession(t.runtime, made.user);
  return { old, integrationKeys };
}
const rowOf = (id: string) => t.runtime.db.integrationKey.findUniqueOrThrow({ where: { id } });
const opens = async (authorization: string) =>
  verifyKey(t.runtime, authorization, { ip: null, userAgent: null }).then(
    () => true,
    () => false,
  );

it(
  "the new key has the old one's label, scopes, mode and remaining lifetime; the old one " +
    "stops at once",
  async () => {
    const { old, integrationKeys } = await setUp({
      label: "Agent",
      scopes: ["reports:read"],
      mode: "test",
      expiresAt: inDays(30),
    });
    const { key, integrationKey } = await integrationKeys.rotate({ id: old.id });
    expect(integrationKey).toMatchObject({
      label: "Agent",
      scopes: ["reports:read"],
      mode: "test",
      rotatedFromId: old.id,
      state: "active",
    });
    expect(integrationKey.expiresAt).toBe(inDays(30).toISOString());
    expect(await rowOf(old.id)).toMatchObject({
      revokedAt: expect.any(Date),
      revokedReason: "rotated",
      expiresAt: inDays(30),
    });
    expect([await opens(old.authorization), await opens(`Bearer ${key}`)]).toEqual([false, true]);
  },
);

it("a key without an expiry is replaced by one without", async () => {
  const { old, integrationKeys } = await setUp();
  expect((await integrationKeys.rotate({ id: old.id })).integrationKey.expiresAt).toBeNull();
});

it(
  "K9: the owner may choose a fresh lifetime of at most a year, which leaves the old key's as " +
    "it is",
  async () => {
    const { old, integrationKeys } = await setUp({ expiresAt: inDays(3) });
    const { integrationKey } = await integrationKeys.rotate({
      id: old.id,
      graceInDays: 7,
      expiresInDays: 365,
    });
    expect(integrationKey.expiresAt).toBe(inDays(365).toISOString());
    expect((await rowOf(old.id)).expiresAt).toEqual(inDays(3));
  },
);

it.each<[number, Date | null, Date]>([
  [1, null, inDays(1)],
  [7, null, inDays(7)],
  [7, inDays(30), inDays(7)],
  [7, inDays(7), inDays(7)],
  [7, inDays(2), inDays(2)],
])(
  "during a grace of %i days both keys work, the old one never beyond its own expiry (%s)",
  async (graceInDays, expiresAt, expected) => {
    const { old, integrationKeys } = await setUp({ expiresAt });
    const { key } = await integrationKeys.rotate({ id: old.id, graceInDays });
    expect(await rowOf(old.id)).toMatchObject({ revokedAt: null, expiresAt: expected });
    expect([await opens(old.authorization), await opens(`Bearer ${key}`)]).toEqual([true, true]);
  },
);

it.each([8, -1, 0.5, 1_000])("a grace of %d days is refused by name", async (graceInDays) => {
  const { old, integrationKeys } = await setUp();
  await expect(integrationKeys.rotate({ id: old.id, graceInDays })).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringContaining("graceInDays"),
  });
});

it.each<[string, KeyOptions]>([
  ["revoked", { revokedAt: new Date(NOW - DAY_MS) }],
  ["expired", { expiresAt: new Date(NOW - 1) }],
  ["expired at this instant", { expiresAt: new Date(NOW) }],
])("a key that is %s cannot be replaced, with or without a grace", async (_, options) => {
  const { old, integrationKeys } = await setUp(options);
  const before = await rowOf(old.id);
  for (const graceInDays of [0, 7]) {
    await expect(
      integrationKeys.rotate({ id: old.id, graceInDays, expiresInDays: 7 }),
    ).rejects.toMatchObject({
      code: "CONFLICT",
      cause: { path: "id", hint: "Create a new key." },
    });
  }
  expect(await rowOf(old.id)).toEqual(before);
  expect((await integrationKeys.list({})).items).toHaveLength(1);
});

it("of many replacements of one key at once, one succeeds", async () => {
  const { old, integrationKeys } = await setUp();
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () =>
      integrationKeys.rotate({ id: old.id }).then(
        () => "done",
        (thrown: { code?: string }) => thrown.code,
      ),
    ),
  );
  expect(outcomes.sort()).toEqual([...new Array<string>(7).fill("CONFLICT"), "done"]);
  expect(
    (await integrationKeys.list({})).items.filter(({ state }) => state === "active"),
  ).toHaveLength(1);
});

it("revoking a key while it is being replaced never leaves it working", async () => {
  for (let round = 0; round < 5; round++) {
    const { old, integrationKeys } = await setUp();
    await Promise.allSettled([
      integrationKeys.rotate({ id: old.id, graceInDays: 7 }),
      integrationKeys.revoke({ id: old.id }),
    ]);
    expect(await opens(old.authorization)).toBe(false);
  }
});

it("a key that is revoked while its replacement is under way is not replaced", async (context) => {
  context.skip(t.database.engine === "pglite", "needs several connections");
  const { old, integrationKeys } = await setUp();
  const rotation = await t.runtime.db.$transaction(async (tx) => {
    await tx.integrationKey.update({
      where: { id: old.id },
      data: { revokedAt: new Date(NOW), revokedReason: "owner" },
    });
    const rotating = integrationKeys.rotate({ id: old.id }).then(
      () => "done",
      (thrown: { code?: string }) => thrown.code,
    );
    await sleep(200);
    return { rotating };
  });
  expect(await rotation.rotating).toBe("CONFLICT");
  expect((await integrationKeys.list({})).items).toHaveLength(1);
});

it("L4: the owner's trail names the replacement, and the stop of the old key", async () => {
  const { old, integrationKeys } = await setUp();
  const { integrationKey } = await integrationKeys.rotate({ id: old.id });
  const events = await t.runtime.db.auditEvent.findMany({
    where: { userId: made.user?.userId ?? "", keyId: { not: null } },
    orderBy: { id: "asc" },
  });
  expect(events.map(({ event, keyId }) => [event, keyId])).toEqual([
    ["key.revoked", old.id],
    ["key.rotated", integrationKey.id],
  ]);
});
