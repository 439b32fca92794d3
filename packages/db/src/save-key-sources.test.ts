import { afterAll, describe, expect, it } from "vitest";
import type { KeyUse } from "./save-key-use";
import { seedKey, seedLedger } from "./test/seed";
import { createTestDb } from "./testing";

const db = await createTestDb();
afterAll(() => db.close());
const seed = await seedLedger(db.client);

const HOME = "192.0.2.1";
const use = (keyId: string, networks: string[], clients: string[] = []): KeyUse => ({
  ...{
    keyId,
    usedAt: new Date(),
    ip: HOME,
    client: "curl/8",
    uses: 1,
    refusals: 0,
    day: "2026-03-01",
  },
  networks,
  clients,
});
const sources = async (keyId: string) => {
  const rows = await db.client.integrationKeySource.findMany({
    where: { keyId },
    orderBy: [{ kind: "asc" }, { value: "asc" }],
  });
  return rows.map(({ kind, value }) => `${kind} ${value}`);
};
const told = (keyId: string) =>
  db.client.auditEvent.findMany({
    where: { keyId },
    select: { event: true, details: true, userId: true },
    orderBy: { createdAt: "asc" },
  });

describe("saveKeyUse", () => {
  it(
    "notes where a key is used from, and tells its owner of what is new, once, and not of the " +
      "first",
    async () => {
      const { id } = await seedKey(db.client, seed);
      await db.saveKeyUse([use(id, [HOME], ["curl"])]);
      expect(await told(id)).toEqual([]);
      await db.saveKeyUse([use(id, [HOME, "203.0.113.9"], ["curl"])]);
      await db.saveKeyUse([use(id, ["203.0.113.9"], ["python-requests", "curl"])]);
      await db.saveKeyUse([use(id, ["203.0.113.9", HOME], ["python-requests"])]);
      expect(await sources(id)).toEqual([
        "network 192.0.2.1",
        "network 203.0.113.9",
        "client curl",
        "client python-requests",
      ]);
      expect(await told(id)).toEqual([
        { event: "key.newNetwork", details: { network: "203.0.113.9" }, userId: seed.user.id },
        { event: "key.newClient", details: { client: "python-requests" }, userId: seed.user.id },
      ]);
    },
  );

  it("gives the events that it writes ids of UUID v7, which hold the moment", async () => {
    const { id } = await seedKey(db.client, seed);
    await db.saveKeyUse([use(id, [HOME])]);
    const before = Date.now();
    await db.saveKeyUse([use(id, ["203.0.113.9", "203.0.113.10"])]);
    const events = await db.client.auditEvent.findMany({ where: { keyId: id } });
    expect(events).toHaveLength(2);
    for (const event of events) {
      expect(event.id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
      const moment = Number.parseInt(event.id.replace("-", "").slice(0, 12), 16);
      expect(Math.abs(moment - before)).toBeLessThan(60_000);
    }
  });

  it("keeps 50 networks of a key and says nothing of further ones", async () => {
    const { id } = await seedKey(db.client, seed);
    await db.saveKeyUse([use(id, [HOME])]);
    for (let start = 0; start < 70; start += 7)
      await db.saveKeyUse([
        use(
          id,
          Array.from({ length: 7 }, (_, index) => `198.51.100.${start + index}`),
        ),
      ]);
    expect(await sources(id)).toHaveLength(50);
    expect(await told(id)).toHaveLength(49);
  });

  it(
    "K7: what a revoked key did before is noted without touching the key, and a deleted key " +
      "is not recreated",
    async () => {
      const revokedAt = new Date("2026-02-01T00:00:00.000Z");
      const { id } = await seedKey(db.client, seed, { revokedAt, revokedReason: "owner" });
      const gone = await seedKey(db.client, seed);
      await db.client.integrationKey.delete({ where: { id: gone.id } });
      await db.saveKeyUse([use(gone.id, [HOME]), use(id, [HOME])]);
      expect(await sources(id)).toEqual(["network 192.0.2.1"]);
      expect(await sources(gone.id)).toEqual([]);
      expect(await db.client.integrationKey.findUniqueOrThrow({ where: { id } })).toMatchObject({
        revokedAt,
        revokedReason: "owner",
        lastUsedAt: null,
      });
    },
  );

  it("two instances that see the same new network at once note and tell it once", async () => {
    const { id } = await seedKey(db.client, seed);
    await db.saveKeyUse([use(id, [HOME])]);
    await Promise.all(Array.from({ length: 8 }, () => db.saveKeyUse([use(id, ["203.0.113.9"])])));
    expect(await sources(id)).toHaveLength(2);
    expect(await told(id)).toHaveLength(1);
  });
});
