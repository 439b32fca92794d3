import { setTimeout as sleep, setImmediate as yieldToEventLoop } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { GaveWay } from "../gave-way";
import { inTransaction, type Tx } from "../in-transaction";
import { seedKey, seedLedger } from "../test/seed";
import { createTestDb } from "../testing";

// All of this holds on both engines. Only the embedded one needs code for it.

const db = await createTestDb();
afterAll(() => db.close());
const seed = await seedLedger(db.client);
const LARGE = { timeout: 60_000, letsLookupsPass: true };

const login = () =>
  db.client.loginSession.create({
    data: { userId: seed.user.id, expiresAt: new Date("2099-01-01T00:00:00Z") },
    select: { id: true },
  });
const addCategory = (tx: Tx, name: string) =>
  tx.category.create({
    data: { ledgerId: seed.ledger.id, name, kind: "expense" },
    select: { id: true },
  });

it("F1: who calls is found out while a large write is under way", async () => {
  const { hash, id } = await seedKey(db.client, seed);
  const { id: sessionId } = await login();
  await inTransaction(
    db.client,
    async (tx) => {
      await addCategory(tx, "large");
      expect(await db.findKey(hash)).toMatchObject({ id, state: "active" });
      expect(await db.findSession(sessionId)).toMatchObject({
        userId: seed.user.id,
        ledgerId: seed.ledger.id,
      });
      await db.ping();
      const [key] = await Promise.all([db.findKey(hash), addCategory(tx, "at the same time")]);
      expect(key).toMatchObject({ id });
    },
    LARGE,
  );
  expect(
    await db.client.category.count({ where: { name: { in: ["large", "at the same time"] } } }),
  ).toBe(2);
});

it("K6: a look-up in the midst of a large write sees the rights that are committed", async () => {
  const { hash, id } = await seedKey(db.client, seed);
  const revoke = () =>
    db.client.integrationKey.update({
      where: { id },
      data: { revokedAt: new Date(), revokedReason: "owner" },
    });
  let revoked: Promise<unknown> = Promise.resolve();
  await inTransaction(
    db.client,
    async (tx) => {
      await addCategory(tx, "before");
      expect((await db.findKey(hash))?.state).toBe("active");
      revoked = revoke();
      await addCategory(tx, "after");
    },
    LARGE,
  );
  await revoked;
  expect((await db.findKey(hash))?.state).toBe("revoked");
});

it(
  "K4: a key expires in the midst of a large write, by the clock and not by the moment at " +
    "which that began",
  async ({ skip }) => {
    skip(db.engine === "postgres", "there, a look-up has a connection of its own");
    const { hash, id } = await seedKey(db.client, seed);
    await inTransaction(
      db.client,
      async (tx) => {
        await tx.$executeRaw`
        update integration_keys set expires_at = now() + interval '1 millisecond'
        where id = ${id}::uuid`;
        await sleep(5);
        expect((await db.findKey(hash))?.state).toBe("expired");
      },
      LARGE,
    );
  },
);

it("a look-up waits for the end of a large write that has failed, and harms none", async () => {
  const { hash, id } = await seedKey(db.client, seed);
  let found: Promise<unknown> = Promise.resolve();
  const attempt = inTransaction(
    db.client,
    async (tx) => {
      await tx.$queryRaw`select 1 / 0`.catch(() => undefined);
      found = db.findKey(hash);
      await yieldToEventLoop();
      throw new Error("given up");
    },
    LARGE,
  );
  await expect(attempt).rejects.toThrow("given up");
  expect(await found).toMatchObject({ id });
});

it(
  "an urgent call is done in the midst of large writes, and each of these is done afterwards, " +
    "completely and once",
  async () => {
    const ROUNDS = 15;
    const PARTS = 8;
    let calls = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const pause = () => sleep(Math.random() * 4);
      const under = { way: true };
      const write = inTransaction(
        db.client,
        async (tx) => {
          for (let part = 0; part < PARTS; part++) {
            await addCategory(tx, `${round} ${part}`);
            if (db.shouldYield()) throw new GaveWay();
          }
        },
        LARGE,
      ).finally(() => {
        under.way = false;
      });
      const urgent = Array.from({ length: 1 + (round % 3) }, async () => {
        await pause();
        await db.urgently(() =>
          inTransaction(db.client, async (tx) => {
            calls += 1;
            expect(db.shouldYield()).toBe(false);
            await tx.user.update({ where: { id: seed.user.id }, data: { name: `call ${calls}` } });
          }),
        );
      });
      await Promise.all([write, ...urgent]);
      const made = await db.client.category.findMany({
        where: { name: { startsWith: `${round} ` } },
      });
      expect(made.map(({ name }) => name).sort()).toEqual(
        Array.from({ length: PARTS }, (_, part) => `${round} ${part}`),
      );
    }
    expect(calls).toBe(
      Array.from({ length: ROUNDS }, (_, round) => 1 + (round % 3)).reduce((a, b) => a + b),
    );
    expect((await db.client.user.findUniqueOrThrow({ where: { id: seed.user.id } })).name).toBe(
      `call ${calls}`,
    );
  },
);

it(
  "a large write that reaches no place to stop at is not harmed by an urgent call, which " +
    "comes after it",
  async ({ skip }) => {
    skip(db.engine === "postgres", "there, nobody waits for it");
    const order: string[] = [];
    let enter: () => void = () => undefined;
    const entered = new Promise<void>((resolve) => {
      enter = resolve;
    });
    const write = inTransaction(
      db.client,
      async (tx) => {
        enter();
        for (let part = 0; part < 5; part++) await addCategory(tx, `unstoppable ${part}`);
      },
      LARGE,
    ).then(() => order.push("write"));
    await entered;
    const stop = () => inTransaction(db.client, (tx) => tx.user.count());
    const urgent = db.urgently(stop).then(() => order.push("urgent"));
    const ordinary = db.client.user.count().then(() => order.push("ordinary"));
    await Promise.all([write, urgent, ordinary]);
    expect(order).toEqual(["write", "urgent", "ordinary"]);
  },
);

it(
  "what an urgent call only reads is read in the midst of a large write, which need not give " +
    "way",
  async () => {
    const mustYield = await inTransaction(
      db.client,
      async (tx) => {
        await addCategory(tx, "read beside");
        // If it could not pass, it would wait for the end of this transaction.
        await db.urgently(() => db.client.user.count());
        return db.shouldYield();
      },
      LARGE,
    );
    expect(mustYield).toBe(false);
  },
);
