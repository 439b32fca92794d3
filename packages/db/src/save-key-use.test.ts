import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { KeyUse } from "./save-key-use";
import { seedKey, seedLedger } from "./test/seed";
import { createTestDb } from "./testing";

const statements: string[] = [];
const db = await createTestDb({ onStatement: (sql) => statements.push(sql) });
afterAll(() => db.close());
const seed = await seedLedger(db.client);

const NOON = new Date("2026-03-01T12:00:00.000Z");
const noonPlus = (milliseconds: number) => new Date(NOON.getTime() + milliseconds);
const use = (keyId: string, changes: Partial<KeyUse> = {}): KeyUse => ({
  ...{
    keyId,
    usedAt: NOON,
    ip: "192.0.2.1",
    client: "curl/8",
    uses: 1,
    refusals: 0,
    day: "2026-03-01",
  },
  ...{ networks: [], clients: [] },
  ...changes,
});
const lastUse = (id: string) =>
  db.client.integrationKey.findUniqueOrThrow({
    where: { id },
    select: { lastUsedAt: true, lastUsedIp: true, lastUsedClient: true },
  });
const days = (keyId: string) =>
  db.client.integrationKeyDay.findMany({
    where: { keyId },
    omit: { keyId: true },
    orderBy: { day: "asc" },
  });

describe("saveKeyUse", () => {
  it("saves the last use and the counters of many keys in one statement", async () => {
    const keys = await Promise.all(Array.from({ length: 30 }, () => seedKey(db.client, seed)));
    statements.length = 0;
    await db.saveKeyUse(keys.map(({ id }, index) => use(id, { uses: index + 1, refusals: 2 })));
    expect(statements).toHaveLength(1);
    for (const [index, { id }] of keys.entries()) {
      expect(await lastUse(id)).toEqual({
        lastUsedAt: NOON,
        lastUsedIp: "192.0.2.1",
        lastUsedClient: "curl/8",
      });
      expect(await days(id)).toEqual([
        { day: new Date("2026-03-01"), uses: index + 1, refusals: 2 },
      ]);
    }
  });

  it("sends no statement for nothing", async () => {
    statements.length = 0;
    await db.saveKeyUse([]);
    expect(statements).toEqual([]);
  });

  it("K7: the last use moves only when the saved one is at least a minute older", async () => {
    const { id } = await seedKey(db.client, seed);
    await db.saveKeyUse([use(id)]);
    await db.saveKeyUse([use(id, { usedAt: noonPlus(59_999), ip: "192.0.2.2" })]);
    expect(await lastUse(id)).toMatchObject({ lastUsedAt: NOON, lastUsedIp: "192.0.2.1" });
    await db.saveKeyUse([use(id, { usedAt: noonPlus(60_000), ip: "192.0.2.3", client: null })]);
    expect(await lastUse(id)).toEqual({
      lastUsedAt: noonPlus(60_000),
      lastUsedIp: "192.0.2.3",
      lastUsedClient: null,
    });
    await db.saveKeyUse([use(id, { usedAt: noonPlus(-3_600_000) })]);
    expect(await lastUse(id)).toMatchObject({ lastUsedAt: noonPlus(60_000) });
  });

  it("counters of a day add up, and each day has its own", async () => {
    const { id } = await seedKey(db.client, seed);
    await db.saveKeyUse([
      use(id, { uses: 3 }),
      use(id, { uses: 4, refusals: 1, day: "2026-03-02" }),
    ]);
    await db.saveKeyUse([use(id, { uses: 2, refusals: 5 })]);
    expect(await days(id)).toEqual([
      { day: new Date("2026-03-01"), uses: 5, refusals: 5 },
      { day: new Date("2026-03-02"), uses: 4, refusals: 1 },
    ]);
  });

  it("several entries for one key and day all count, and the latest use is the last", async () => {
    const { id } = await seedKey(db.client, seed);
    await db.saveKeyUse([
      use(id, { usedAt: noonPlus(5), ip: "b" }),
      use(id, { usedAt: NOON, ip: "a" }),
    ]);
    expect(await lastUse(id)).toMatchObject({ lastUsedAt: noonPlus(5), lastUsedIp: "b" });
    expect(await days(id)).toMatchObject([{ uses: 2 }]);
  });

  it("an entry with refusals only leaves the last use alone", async () => {
    const { id } = await seedKey(db.client, seed);
    await db.saveKeyUse([use(id, { usedAt: null, ip: null, client: null, uses: 0, refusals: 7 })]);
    expect(await lastUse(id)).toEqual({ lastUsedAt: null, lastUsedIp: null, lastUsedClient: null });
    expect(await days(id)).toMatchObject([{ uses: 0, refusals: 7 }]);
  });

  it("K7: a revoked key stays revoked, its last use stays, its refusals are counted", async () => {
    const revokedAt = noonPlus(-1_000);
    const { id } = await seedKey(db.client, seed, { revokedAt, revokedReason: "owner" });
    await db.saveKeyUse([use(id, { uses: 0, refusals: 1 })]);
    expect(await lastUse(id)).toMatchObject({ lastUsedAt: null });
    expect(await days(id)).toMatchObject([{ uses: 0, refusals: 1 }]);
    const row = await db.client.integrationKey.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ revokedAt, revokedReason: "owner" });
  });

  it("K7: a deleted key is not recreated, and the others are saved without it", async () => {
    const gone = await seedKey(db.client, seed);
    const { id } = await seedKey(db.client, seed);
    await db.client.integrationKey.delete({ where: { id: gone.id } });
    await db.saveKeyUse([use(gone.id), use(randomUUID()), use(id)]);
    expect(await db.client.integrationKey.count({ where: { id: gone.id } })).toBe(0);
    expect(await days(gone.id)).toEqual([]);
    expect(await days(id)).toMatchObject([{ uses: 1 }]);
  });

  it("two instances that save the same keys in opposite order both succeed", async () => {
    const ids = (await Promise.all(Array.from({ length: 20 }, () => seedKey(db.client, seed)))).map(
      ({ id }) => id,
    );
    const there = ids.map((id) => use(id));
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        db.saveKeyUse(index % 2 ? there : there.toReversed()),
      ),
    );
    for (const id of ids) expect(await days(id)).toMatchObject([{ uses: 10 }]);
  });
});
