import { afterEach, expect, it, vi } from "vitest";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type KeyOptions } from "../../test/factories";
import { get } from "../../test/requests";
import { useServer } from "../../test/server";
import { revokeIdleKeys } from "./revoke-idle-keys";
import { startIdleSweep } from "./start-idle-sweep";

const t = useRuntime();
const server = useServer(t);
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

interface Age extends KeyOptions {
  createdAt: Date;
  lastUsedAt?: Date;
}

/** A key of a person of its own, made and last used in the past. */
async function createAged({ createdAt, lastUsedAt, ...options }: Age) {
  const user = await createUser(t.runtime);
  const key = await createKey(t.runtime, user, options);
  const data = { createdAt, ...(lastUsedAt && { lastUsedAt }) };
  await t.runtime.db.integrationKey.update({ where: { id: key.id }, data, select: { id: true } });
  const { integrationKeys } = await asSession(t.runtime, user);
  return { ...key, user, read: () => integrationKeys.get({ id: key.id }) };
}

afterEach(() => vi.useRealTimers());

it(
  "a key unused for 180 days is revoked as idle, whether it was used " + "before or never",
  async () => {
    const never = await createAged({ createdAt: daysAgo(181) });
    const once = await createAged({ createdAt: daysAgo(400), lastUsedAt: daysAgo(181) });
    expect((await get(server.url, "me.get", never)).status).toBe(200);
    // That was a use; take it back.
    await t.runtime.keyUse.flush({ all: true });
    const data = { lastUsedAt: null };
    await t.runtime.db.integrationKey.update({
      where: { id: never.id },
      data,
      select: { id: true },
    });
    expect(await revokeIdleKeys(t.runtime)).toBe(2);
    for (const key of [never, once]) {
      expect(await key.read()).toMatchObject({
        state: "revoked",
        revokedReason: "idle",
        idleAt: null,
      });
      expect((await get(server.url, "me.get", key)).status).toBe(401);
      expect(await t.runtime.db.auditEvent.findMany({ where: { keyId: key.id } })).toMatchObject([
        { event: "key.revoked", userId: key.user.userId, details: { reason: "idle" } },
      ]);
    }
  },
);

it(
  "a key that was made or used since then stays, and so does one whose use " + "is not written yet",
  async () => {
    const recent = await createAged({ createdAt: daysAgo(179) });
    const used = await createAged({ createdAt: daysAgo(400), lastUsedAt: daysAgo(179) });
    const unwritten = await createAged({ createdAt: daysAgo(400), lastUsedAt: daysAgo(200) });
    expect((await get(server.url, "me.get", unwritten)).status).toBe(200);
    expect(await revokeIdleKeys(t.runtime)).toBe(0);
    for (const { read } of [recent, used, unwritten]) expect((await read()).revokedAt).toBeNull();
  },
);

it("K8: a key that is revoked or expired already keeps what it has", async () => {
  const revokedAt = daysAgo(300);
  const revoked = await createAged({ createdAt: daysAgo(400), revokedAt });
  const expired = await createAged({ createdAt: daysAgo(400), expiresAt: daysAgo(300) });
  expect(await revokeIdleKeys(t.runtime)).toBe(0);
  expect(await revoked.read()).toMatchObject({
    revokedReason: "owner",
    revokedAt: revokedAt.toISOString(),
  });
  expect(await expired.read()).toMatchObject({ state: "expired", revokedAt: null });
});

it(
  "instances that look at the same time revoke each key once, however " + "many there are",
  async () => {
    const user = await createUser(t.runtime);
    const keys = await Promise.all(Array.from({ length: 20 }, () => createKey(t.runtime, user)));
    const ids = keys.map(({ id }) => id);
    await t.runtime.db.integrationKey.updateMany({
      where: { id: { in: ids } },
      data: { createdAt: daysAgo(181) },
    });
    const counts = await Promise.all(Array.from({ length: 5 }, () => revokeIdleKeys(t.runtime)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(20);
    expect(
      await t.runtime.db.auditEvent.count({ where: { keyId: { in: ids }, event: "key.revoked" } }),
    ).toBe(20);
  },
);

it("the list warns during the last 14 days, and names the moment", async () => {
  const quiet = await createAged({ createdAt: daysAgo(165) });
  const warned = await createAged({ createdAt: daysAgo(400), lastUsedAt: daysAgo(167) });
  const expiresFirst = await createAged({
    createdAt: daysAgo(170),
    expiresAt: new Date(Date.now() + 2 * DAY_MS),
  });
  expect((await quiet.read()).idleAt).toBeNull();
  const { lastUsedAt, idleAt } = await warned.read();
  expect(Date.parse(idleAt ?? "") - Date.parse(lastUsedAt ?? "")).toBe(180 * DAY_MS);
  expect(await expiresFirst.read()).toMatchObject({ state: "expiring", idleAt: null });
});

it(
  "F5: the sweep runs by itself, and a database in trouble ends neither it " + "nor the process",
  async () => {
    const aged = await createAged({ createdAt: daysAgo(181) });
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
    const flush = vi
      .spyOn(t.runtime.keyUse, "flush")
      .mockRejectedValueOnce(new Error("no database"));
    const stop = startIdleSweep(t.runtime);
    vi.advanceTimersByTime(60_000);
    await vi.waitFor(() =>
      expect(t.logLines.some((line) => line.includes("background.failed"))).toBe(true),
    );
    vi.advanceTimersByTime(6 * 3_600_000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect((await aged.read()).revokedReason).toBe("idle"));
    stop();
    flush.mockRestore();
  },
);
