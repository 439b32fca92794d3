import timers from "node:timers/promises";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { databaseErrorKind } from "./error-kind";
import { GaveWay } from "./gave-way";
import { inTransaction, type Tx } from "./in-transaction";
import { seedLedger, seedTransaction, transactionData } from "./test/seed";
import { createTestDb } from "./testing";

const db = await createTestDb();
afterAll(() => db.close());
const seed = await seedLedger(db.client);
beforeEach(async () => {
  await db.client.transaction.deleteMany();
});

const UNBALANCED = /do not sum to its amount/;

describe("a violated deferred constraint", () => {
  it("rejects through inTransaction(), and nothing of the transaction stays", async () => {
    const attempt = inTransaction(db.client, async (tx) => {
      await seedTransaction(tx, seed, { lines: [-500] });
      await tx.transaction.create({ data: transactionData(seed, -700) });
    });
    await expect(attempt).rejects.toThrow(UNBALANCED);
    expect(await db.client.transaction.count()).toBe(0);
  });

  it("rejects at COMMIT too, where nobody asked for an early check", async () => {
    const attempt = db.client.$transaction((tx) =>
      tx.transaction.create({ data: transactionData(seed, -700) }),
    );
    await expect(attempt).rejects.toThrow(UNBALANCED);
    expect(await db.client.transaction.count()).toBe(0);
  });

  it("rejects in a batch and in a single statement", async () => {
    const single = () => db.client.transaction.create({ data: transactionData(seed, -700) });
    await expect(db.client.$transaction([single()])).rejects.toThrow(UNBALANCED);
    await expect(single()).rejects.toThrow(UNBALANCED);
    expect(await db.client.transaction.count()).toBe(0);
  });
});

describe("transaction", () => {
  it("answers what the work answers, once it is committed", async () => {
    const id = await inTransaction(db.client, (tx) =>
      seedTransaction(tx, seed, { lines: [-300, -200] }),
    );
    expect(await db.client.transactionLine.count({ where: { transactionId: id } })).toBe(2);
  });

  it("rolls everything back when the work throws, and throws the same", async () => {
    const mistake = new Error("changed my mind");
    const attempt = inTransaction(db.client, async (tx) => {
      await seedTransaction(tx, seed, { lines: [-300] });
      throw mistake;
    });
    await expect(attempt).rejects.toBe(mistake);
    expect(await db.client.transaction.count()).toBe(0);
  });

  it(
    "A8: takes a last step after all constraints were checked, and keeps nothing when that " +
      "refuses",
    async () => {
      const refusal = new Error("not any more");
      let checked = -1;
      const attempt = inTransaction(
        db.client,
        (tx) => seedTransaction(tx, seed, { lines: [-300] }),
        {
          beforeCommit: async (tx) => {
            checked = await tx.transaction.count();
            throw refusal;
          },
        },
      );
      await expect(attempt).rejects.toBe(refusal);
      expect([checked, await db.client.transaction.count()]).toEqual([1, 0]);
      const beforeCommit = vi.fn(async () => undefined);
      const unbalanced = (tx: Tx) => tx.transaction.create({ data: transactionData(seed, -700) });
      await expect(inTransaction(db.client, unbalanced, { beforeCommit })).rejects.toThrow(
        UNBALANCED,
      );
      expect(beforeCommit).not.toHaveBeenCalled();
    },
  );

  it("runs in the isolation that was asked for", async () => {
    const level = await db.client.$transaction(
      (tx) => tx.$queryRaw`select current_setting('transaction_isolation') as level`,
      {
        isolationLevel: "Serializable",
      },
    );
    expect(level).toEqual([{ level: "serializable" }]);
  });

  it("the database stays usable after a failed transaction", async () => {
    await expect(inTransaction(db.client, (tx) => tx.$queryRaw`select 1 / 0`)).rejects.toThrow(
      "division by zero",
    );
    expect(await db.client.transaction.count()).toBe(0);
  });

  it(
    "F4: begins again after a serialization conflict, at most three times, each after a pause " +
      "of a length by chance",
    async () => {
      const fail = vi.fn(
        (tx: Tx) =>
          tx.$queryRaw`do $$ begin raise exception 'conflict' using errcode = '40001'; end $$`,
      );
      const sleep = vi.spyOn(timers, "setTimeout").mockResolvedValue(undefined);
      vi.spyOn(Math, "random")
        .mockReturnValueOnce(0.5)
        .mockReturnValueOnce(0.1)
        .mockReturnValueOnce(0.9);
      await expect(inTransaction(db.client, fail)).rejects.toThrow("conflict");
      expect(fail).toHaveBeenCalledTimes(4);
      // Random parts of 50, 100 and 150 ms.
      expect(sleep.mock.calls.map(([ms]) => ms)).toEqual([25, 10, 135]);
    },
  );

  it(
    "gives way to what is more urgent at most twenty times, and then tells its caller to come " +
      "back",
    async () => {
      const giveWay = vi.fn(() => Promise.reject(new GaveWay()));
      const kind = await inTransaction(db.client, giveWay).then(() => "done", databaseErrorKind);
      expect(giveWay).toHaveBeenCalledTimes(21);
      expect(kind).toBe("unavailable");
    },
  );

  it("F4: does not begin again after any other error", async () => {
    const fail = vi.fn((tx: Tx) => tx.$queryRaw`select 1 / 0`);
    await expect(inTransaction(db.client, fail)).rejects.toThrow("division by zero");
    expect(fail).toHaveBeenCalledTimes(1);
  });

  it("F4: two transactions that lock the same rows in opposite order both succeed", async ({
    skip,
  }) => {
    skip(db.engine === "pglite", "one connection cannot deadlock");
    const lockBoth = (first: string, second: string) => {
      let isFirstTry = true;
      return inTransaction(db.client, async (tx) => {
        await tx.account.update({ where: { id: first }, data: { note: "locked" } });
        if (isFirstTry) await meet();
        isFirstTry = false;
        await tx.account.update({ where: { id: second }, data: { note: "locked" } });
      });
    };
    const meet = createMeetingPoint(2);
    await expect(
      Promise.all([
        lockBoth(seed.checking.id, seed.savings.id),
        lockBoth(seed.savings.id, seed.checking.id),
      ]),
    ).resolves.toHaveLength(2);
  });
});

/** Callers wait here until there are `count` of them. */
function createMeetingPoint(count: number): () => Promise<void> {
  let open: () => void;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let come = 0;
  return () => {
    come += 1;
    if (come === count) open();
    return opened;
  };
}
