import { beforeAll, expect, it } from "vitest";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestUser } from "../../test/factories";
import { get } from "../../test/requests";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);

const made: { user?: TestUser } = {};
beforeAll(async () => {
  made.user = await createUser(t.runtime);
});
const user = () => {
  if (made.user === undefined) throw new Error("not ready");
  return made.user;
};
const rowOf = (id: string) => t.runtime.db.integrationKey.findUnique({ where: { id } });
const daysOf = (keyId: string) => t.runtime.db.integrationKeyDay.findMany({ where: { keyId } });
const use = (authorization: string, agent = "agent/1.0") =>
  get(server.url, "me.get", { authorization, headers: { "user-agent": agent } });

it("the owner sees when, from where and with what a key was last used, and how often", async () => {
  const { id, authorization } = await createKey(t.runtime, user());
  const before = Date.now();
  for (let index = 0; index < 3; index++) await use(authorization, `agent/${index}`);
  expect(await rowOf(id)).toMatchObject({ lastUsedAt: null });
  await t.runtime.keyUse.flush();
  const owner = await asSession(t.runtime, user());
  const seen = await owner.integrationKeys.get({ id });
  expect(seen).toMatchObject({
    lastUsedIp: "127.0.0.1",
    lastUsedClient: "agent/2",
    uses30d: 3,
    refusals30d: 0,
  });
  expect(Date.parse(seen.lastUsedAt ?? "")).toBeGreaterThanOrEqual(before);
  expect(seen.days).toEqual([{ day: new Date().toISOString().slice(0, 10), uses: 3, refusals: 0 }]);
});

it("K7: the use of many keys is one statement, off the path of every request", async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => createKey(t.runtime, user())));
  await t.runtime.keyUse.flush({ all: true });
  for (const { authorization } of keys) await use(authorization);
  t.statements.length = 0;
  await t.runtime.keyUse.flush();
  expect(t.statements).toHaveLength(1);
  const rows = await t.runtime.db.integrationKey.findMany({
    where: { id: { in: keys.map(({ id }) => id) }, lastUsedAt: { not: null } },
  });
  expect(rows).toHaveLength(20);
});

it(
  "K7: within a minute the last use is written once, also by several " + "servers on one database",
  async () => {
    const { id } = await createKey(t.runtime, user());
    const start = Date.now();
    const save = (seconds: number, client: string) =>
      t.database.saveKeyUse([
        {
          keyId: id,
          usedAt: new Date(start + seconds * 1_000),
          ip: null,
          client,
          uses: 1,
          refusals: 0,
          day: "2026-03-31",
          networks: [],
          clients: [],
        },
      ]);
    for (const [seconds, client] of [
      [0, "first"],
      [1, "second"],
      [59, "third"],
      [-5, "late"],
      [60, "fourth"],
      [61, "fifth"],
    ] as const)
      await save(seconds, client);
    expect(await rowOf(id)).toMatchObject({
      lastUsedClient: "fourth",
      lastUsedAt: new Date(start + 60_000),
    });
    expect(await daysOf(id)).toMatchObject([{ uses: 6 }]);
  },
);

it(
  "K7: a key that is revoked after its use stays revoked, with its first moment, reason and " +
    "last use",
  async () => {
    const { id, authorization } = await createKey(t.runtime, user());
    await use(authorization);
    const owner = await asSession(t.runtime, user());
    const { revokedAt } = await owner.integrationKeys.revoke({ id });
    await t.runtime.keyUse.flush({ all: true });
    expect(await rowOf(id)).toMatchObject({
      revokedAt: new Date(revokedAt ?? ""),
      revokedReason: "owner",
      lastUsedAt: null,
    });
    expect(await daysOf(id)).toMatchObject([{ uses: 1 }]);
    expect((await use(authorization)).status).toBe(401);
  },
);

it(
  "K7: nothing but the last use is written: what was changed meanwhile is " + "not written back",
  async () => {
    const { id, authorization } = await createKey(t.runtime, user());
    await use(authorization);
    const expiresAt = new Date(Date.now() - 1_000);
    await t.runtime.db.integrationKey.update({
      where: { id },
      data: { label: "Renamed", scopes: ["reports:read"], expiresAt },
    });
    await t.runtime.keyUse.flush({ all: true });
    expect(await rowOf(id)).toMatchObject({
      label: "Renamed",
      scopes: ["reports:read"],
      expiresAt,
    });
  },
);

it(
  "K7: a key that is deleted after its use is not recreated, and the other keys of the batch " +
    "are written",
  async () => {
    const gone = await createKey(t.runtime, user());
    const kept = await createKey(t.runtime, user());
    for (const { authorization } of [gone, kept]) await use(authorization);
    await t.runtime.db.integrationKey.delete({ where: { id: gone.id } });
    await t.runtime.keyUse.flush({ all: true });
    expect(await rowOf(gone.id)).toBeNull();
    expect(await daysOf(gone.id)).toEqual([]);
    expect(await rowOf(kept.id)).toMatchObject({ lastUsedIp: "127.0.0.1" });
    expect(t.logLines.filter((line) => line.includes("key-use.lost"))).toEqual([]);
  },
);

it(
  "L4: every refusal of a known key is counted for its owner; what is no key of anybody is " +
    "counted nowhere",
  async () => {
    const suspended = await createUser(t.runtime);
    const refused = {
      revoked: await createKey(t.runtime, user(), { revokedAt: new Date() }),
      expired: await createKey(t.runtime, user(), { expiresAt: new Date(Date.now() - 1_000) }),
      suspended: await createKey(t.runtime, suspended),
    };
    await t.runtime.db.user.update({
      where: { id: suspended.userId },
      data: { status: "suspended" },
    });
    await t.runtime.keyUse.flush({ all: true });
    const total = await t.runtime.db.integrationKeyDay.count();
    for (const { authorization } of Object.values(refused))
      await Promise.all([use(authorization), use(authorization)]);
    await use("Bearer nonsense");
    await t.runtime.keyUse.flush({ all: true });
    for (const { id } of Object.values(refused)) {
      expect(await daysOf(id)).toMatchObject([{ uses: 0, refusals: 2 }]);
      expect(await rowOf(id)).toMatchObject({ lastUsedAt: null, lastUsedIp: null });
    }
    expect(await t.runtime.db.integrationKeyDay.count()).toBe(total + 3);
  },
);

it("F5: shutting down writes what is left", async () => {
  const { id, authorization } = await createKey(t.runtime, user());
  await use(authorization);
  await t.runtime.close();
  expect(await daysOf(id)).toMatchObject([{ uses: 1 }]);
});
