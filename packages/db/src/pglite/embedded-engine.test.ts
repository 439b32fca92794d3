import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, toDatabase } from "../create-db";
import { databaseErrorKind } from "../error-kind";
import { inTransaction } from "../in-transaction";
import { seedKey, seedLedger } from "../test/seed";
import { embeddedSource } from "../testing";
import { limitsOf } from "./connection";
import { openPglite } from "./open-pglite";

const source = embeddedSource();
const kindOf = (attempt: Promise<unknown>) => attempt.then(() => "done", databaseErrorKind);

/** A statement that never ends. */
const RUNAWAY =
  "with recursive forever as (select 1 as n union all select n from forever) " +
  "select count(*) from forever";
const runaway = (db: Database) => db.client.$queryRawUnsafe(RUNAWAY);

/** No time limits, because the machine may be slow. A test may set some. */
function createLimits() {
  const ordinary = { withinMs: 100_000, runMs: 100_000 };
  return { ...limitsOf(1), ordinary };
}

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

async function open(dataDir?: string) {
  if (source === null) throw new Error("Only for the embedded engine");
  const limits = createLimits();
  const db = toDatabase(await openPglite({ ...source, limits, dataDir }));
  closers.push(db.close);
  return { db, limits };
}

/** Asks again until there is a reply: a database that is being opened refuses for a while. */
async function untilServed<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (databaseErrorKind(error) !== "unavailable") throw error;
      await sleep(20);
    }
  }
}

describe.skipIf(source === null)("the embedded engine", () => {
  it("F8: a statement holds nobody up but whoever waits for the database", async () => {
    const { db } = await open();
    let turns = 0;
    const count = () => {
      turns += 1;
      counting = setImmediate(count);
    };
    let counting = setImmediate(count);
    await db.client.$queryRaw`select sum(n) from generate_series(1, 500000) n`;
    clearImmediate(counting);
    expect(turns).toBeGreaterThan(50);
  });

  it("F8: a ping is answered in the midst of a statement", async () => {
    const { db } = await open();
    let isOver = false;
    const statement = db.client.$queryRaw`select sum(n) from generate_series(1, 500000) n`.then(
      () => {
        isOver = true;
      },
    );
    await sleep(1);
    await db.ping();
    expect(isOver).toBe(false);
    await statement;
  });

  it(
    "F2: a statement that waits too long for its turn is never executed, and one in its place " +
      "is",
    async () => {
      const { db, limits } = await open();
      const { user } = await seedLedger(db.client);
      const rename = (name: string) =>
        db.client.user.update({ where: { id: user.id }, data: { name } });
      const kinds: unknown[] = [];
      await inTransaction(db.client, async () => {
        limits.ordinary.withinMs = 10;
        kinds.push(await kindOf(rename("given up")));
        kinds.push(await kindOf(db.client.user.count()));
        kinds.push(
          await kindOf(
            inTransaction(db.client, (tx) => tx.user.updateMany({ data: { name: "given up" } })),
          ),
        );
        kinds.push(await kindOf(db.saveKeyUse([])));
        limits.ordinary.withinMs = 100_000;
      });
      expect(kinds).toEqual(["unavailable", "unavailable", "unavailable", "done"]);
      expect((await db.client.user.findUniqueOrThrow({ where: { id: user.id } })).name).toBe(
        "Somebody",
      );
    },
  );

  it("F2: a statement that never ends is rejected; in memory, nothing is left of it", async () => {
    const { db, limits } = await open();
    limits.ordinary.runMs = 50;
    expect(await kindOf(runaway(db))).toBe("unavailable");
    expect(await kindOf(db.client.user.count())).toBe("unavailable");
    expect(await kindOf(db.ping())).toBe("unavailable");
  });
});

describe.skipIf(source === null)("a database in a folder whose statement never ends", () => {
  let folder: string;
  let db: Database;
  let limits: ReturnType<typeof createLimits>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "pfn-runaway-"));
    ({ db, limits } = await open(join(folder, "data")));
  });
  afterAll(async () => {
    await db.close();
    await rm(folder, { recursive: true });
  });

  it("F2: opens again by itself, with all that had been committed and nothing else", async () => {
    const { hash } = await seedKey(db.client, await seedLedger(db.client));
    for (let round = 0; round < 3; round++) {
      const before = await untilServed(() => db.client.user.count());
      const waiting: Promise<unknown>[] = [];
      const attempt = inTransaction(db.client, async (tx) => {
        await tx.user.create({
          data: { email: `lost-${round}@example.org`, name: "L", passwordHash: "x" },
        });
        waiting.push(kindOf(db.client.user.count()), kindOf(db.findKey(hash)));
        await tx.$queryRawUnsafe(RUNAWAY);
      });
      limits.ordinary.runMs = 50;
      expect(await kindOf(attempt)).toBe("unavailable");
      limits.ordinary.runMs = 100_000;
      expect(await Promise.all(waiting)).toEqual(["unavailable", "unavailable"]);
      expect(await untilServed(() => db.client.user.count())).toBe(before);
      expect((await untilServed(() => db.findKey(hash)))?.state).toBe("active");
      await db.client.user.create({
        data: { email: `kept-${round}@example.org`, name: "K", passwordHash: "x" },
      });
    }
    expect(await db.client.user.count({ where: { name: "K" } })).toBe(3);
  });
});
