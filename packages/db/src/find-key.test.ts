import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { findKeysSql, toByteaArray } from "./find-key";
import type { Tx } from "./in-transaction";
import { seedKey, seedLedger } from "./test/seed";
import { createTestDb } from "./testing";

const statements: string[] = [];
const db = await createTestDb({ onStatement: (sql) => statements.push(sql) });
afterAll(() => db.close());
const seed = await seedLedger(db.client);
const lookups = () => statements.filter((sql) => sql.includes("integration_keys k"));

describe("findKey", () => {
  it("finds a key by its hash, with its ledger's facts and without the hash", async () => {
    const expiresAt = new Date("2099-01-02T03:04:05.678Z");
    const { hash, id } = await seedKey(db.client, seed, {
      expiresAt,
      scopes: ["accounts:read", "transactions:create"],
    });
    expect(await db.findKey(new Uint8Array(hash))).toEqual({
      id,
      userId: seed.user.id,
      ledgerId: seed.ledger.id,
      label: "A key",
      mode: "live",
      scopes: ["accounts:read", "transactions:create"],
      expiresAt,
      baseCurrency: "EUR",
      timezone: "Europe/Berlin",
      state: "active",
    });
  });

  it("knows no other hash, and takes a view into a larger buffer for what it shows", async () => {
    const { hash, id } = await seedKey(db.client, seed);
    expect(await db.findKey(randomBytes(32))).toBeNull();
    const larger = Buffer.concat([randomBytes(8), hash, randomBytes(8)]);
    expect(await db.findKey(larger.subarray(8, 40))).toMatchObject({ id });
  });

  it("K4: a revoked key, an expired one and a suspended person's are told apart", async () => {
    const past = new Date(Date.now() - 60_000);
    const revoked = await seedKey(db.client, seed, {
      revokedAt: past,
      revokedReason: "owner",
      expiresAt: past,
    });
    const expired = await seedKey(db.client, seed, { expiresAt: past });
    const stranger = await seedLedger(db.client, "test");
    const suspended = await seedKey(db.client, stranger, { expiresAt: past });
    await db.client.user.update({ where: { id: stranger.user.id }, data: { status: "suspended" } });
    const states = await Promise.all(
      [revoked, expired, suspended].map(({ hash }) => db.findKey(hash)),
    );
    expect(states).toMatchObject([
      { state: "revoked" },
      { state: "expired" },
      { state: "suspended", mode: "test" },
    ]);
  });

  it("K4: a key is expired from the very instant it names, by the database's clock", async () => {
    const { hash, id } = await seedKey(db.client, seed);
    const stateWhenExpiresIn = async (tx: Tx, interval: string) => {
      await tx.$executeRaw`
        update integration_keys set expires_at = now() + ${interval}::interval
        where id = ${id}::uuid`;
      return (
        await tx.$queryRawUnsafe<{ state: string }[]>(
          findKeysSql("now()"),
          toByteaArray([hash.toString("hex")]),
        )
      )[0]?.state;
    };
    // Inside a transaction now() does not move. The column holds milliseconds, so here it is
    // widened to the precision of now().
    const attempt = db.client.$transaction(async (tx) => {
      await tx.$executeRaw`
        alter table integration_keys alter column expires_at type timestamptz(6)`;
      const states = [];
      for (const interval of ["-1 microsecond", "0", "1 microsecond"])
        states.push(await stateWhenExpiresIn(tx, interval));
      throw new Error(`Rolled back after ${states.join(", ")}`);
    });
    await expect(attempt).rejects.toThrow("Rolled back after expired, expired, active");
  });

  it("a hundred lookups at once are at most three statements, a lookup alone is one", async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => seedKey(db.client, seed)));
    statements.length = 0;
    const found = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        db.findKey(keys[index % 5]?.hash ?? randomBytes(32)),
      ),
    );
    expect(found.map((key) => key?.id)).toEqual(
      Array.from({ length: 100 }, (_, index) => keys[index % 5]?.id),
    );
    expect(lookups().length).toBeLessThanOrEqual(3);
    statements.length = 0;
    await db.findKey(randomBytes(32));
    expect(statements).toHaveLength(1);
  });

  it(
    "K6: a lookup that begins after the reply to a revocation sees it, however many lookups " +
      "are under way",
    async () => {
      for (let round = 0; round < 20; round++) {
        const { hash, id } = await seedKey(db.client, seed);
        let isOver = false;
        const traffic = Array.from({ length: 8 }, async () => {
          while (!isOver) await db.findKey(hash);
        });
        await db.client.integrationKey.update({
          where: { id },
          data: { revokedAt: new Date(), revokedReason: "owner" },
        });
        const after = await Promise.all(Array.from({ length: 8 }, () => db.findKey(hash)));
        expect(after.map((key) => key?.state)).toEqual(Array(8).fill("revoked"));
        isOver = true;
        await Promise.all(traffic);
      }
    },
  );

  it("K7: a lookup writes nothing", async () => {
    const { hash, id } = await seedKey(db.client, seed);
    const version = async () =>
      await db.client
        .$queryRaw`select xmin::text, ctid::text from integration_keys where id = ${id}::uuid`;
    const before = await version();
    await db.findKey(hash);
    expect(await version()).toEqual(before);
  });

  it("an error of the database rejects, and the next lookup works", async () => {
    await db.client.$executeRaw`alter table integration_keys rename to integration_keys_away`;
    await expect(db.findKey(randomBytes(32))).rejects.toThrow(/integration_keys/);
    await db.client.$executeRaw`alter table integration_keys_away rename to integration_keys`;
    await expect(db.findKey(randomBytes(32))).resolves.toBeNull();
  });
});
