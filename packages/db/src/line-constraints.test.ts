import { afterAll, describe, expect, it } from "vitest";
import { inTransaction, type Tx } from "./in-transaction";
import { refusalOf } from "./test/refusal-of";
import { seedLedger, seedTransaction, transactionData } from "./test/seed";
import { createTestDb } from "./testing";

const db = await createTestDb();
afterAll(() => db.close());
const seed = await seedLedger(db.client);
const commit = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(db.client, work);
const refusal = (work: (tx: Tx) => Promise<unknown>) => refusalOf(commit(work));

const UNBALANCED = /lines of transaction .* do not sum to its amount/;

describe("invariant 1: lines sum to their transaction", () => {
  it("at its creation, with at least one line", async () => {
    await expect(
      commit((tx) => seedTransaction(tx, seed, { lines: [-100, -50] })),
    ).resolves.toBeDefined();
    expect(
      await refusal((tx) => tx.transaction.create({ data: transactionData(seed, -100) })),
    ).toMatch(UNBALANCED);
    expect(
      await refusal((tx) => tx.transaction.create({ data: transactionData(seed, 0) })),
    ).toMatch(UNBALANCED);
  });

  it("whichever of the two changes", async () => {
    const id = await commit((tx) => seedTransaction(tx, seed, { lines: [-100, -50] }));
    const lines = { where: { transactionId: id, position: 0 } };
    expect(
      await refusal((tx) => tx.transaction.update({ where: { id }, data: { amountMinor: -151 } })),
    ).toMatch(UNBALANCED);
    expect(
      await refusal((tx) =>
        tx.transactionLine.updateMany({ ...lines, data: { amountMinor: -99 } }),
      ),
    ).toMatch(UNBALANCED);
    expect(await refusal((tx) => tx.transactionLine.deleteMany(lines))).toMatch(UNBALANCED);
    const line = { ledgerId: seed.ledger.id, transactionId: id, position: 2, amountMinor: 1 };
    expect(await refusal((tx) => tx.transactionLine.create({ data: line }))).toMatch(UNBALANCED);
  });

  it("also for the transaction that a line is moved away from", async () => {
    const from = await commit((tx) => seedTransaction(tx, seed, { lines: [-100, -50] }));
    const to = await commit((tx) => seedTransaction(tx, seed, { lines: [-10] }));
    const move = async (tx: Tx) => {
      await tx.transactionLine.updateMany({
        where: { transactionId: from, position: 1 },
        data: { transactionId: to },
      });
      await tx.transaction.update({ where: { id: to }, data: { amountMinor: -60 } });
    };
    expect(await refusal(move)).toMatch(UNBALANCED);
  });

  it("only in the end: the set of lines may be replaced, and rows may go together", async () => {
    const id = await commit((tx) => seedTransaction(tx, seed, { lines: [-100, -50] }));
    await commit(async (tx) => {
      await tx.transactionLine.deleteMany({ where: { transactionId: id } });
      await tx.transaction.update({ where: { id }, data: { amountMinor: -70 } });
      const line = { ledgerId: seed.ledger.id, transactionId: id, position: 0, amountMinor: -70 };
      await tx.transactionLine.create({ data: line });
    });
    await commit(async (tx) => {
      await seedTransaction(tx, seed, { lines: [-1] });
      await tx.transaction.deleteMany({ where: { OR: [{ id }, { amountMinor: -1 }] } });
    });
    expect(await db.client.transaction.findUnique({ where: { id } })).toBeNull();
  });

  it("whichever of the checks is asked for first, and whatever comes after it", async () => {
    const line = { ledgerId: seed.ledger.id, position: 5, amountMinor: -1 };
    const spoil: Record<string, (tx: Tx, id: string) => Promise<unknown>> = {
      "a wrong line": (tx, transactionId) =>
        tx.transactionLine.create({ data: { ...line, transactionId } }),
      "no line": (tx, transactionId) => tx.transactionLine.deleteMany({ where: { transactionId } }),
      "another amount": (tx, id) =>
        tx.transaction.update({ where: { id }, data: { amountMinor: -99 } }),
      "another line": (tx, transactionId) =>
        tx.transactionLine.updateMany({ where: { transactionId }, data: { amountMinor: -99 } }),
    };
    for (const check of ["transactions_lines_sum", "transaction_lines_sum", "all"]) {
      for (const [what, come] of Object.entries(spoil)) {
        const late = async (tx: Tx) => {
          const id = await seedTransaction(tx, seed, { lines: [-100] });
          await tx.$executeRawUnsafe(`SET CONSTRAINTS ${check} IMMEDIATE`);
          await tx.$executeRawUnsafe(`SET CONSTRAINTS ${check} DEFERRED`);
          await come(tx, id);
        };
        expect(await refusal(late), `${what} after ${check}`).toMatch(UNBALANCED);
        const early = async (tx: Tx) => {
          await come(tx, await seedTransaction(tx, seed, { lines: [-100] }));
          await tx.$executeRawUnsafe(`SET CONSTRAINTS ${check} IMMEDIATE`);
        };
        expect(await refusal(early), `${what} before ${check}`).toMatch(UNBALANCED);
      }
    }
  });

  it(
    "row by row by their keys, also in a session that planned it when there were hardly any " +
      "rows",
    async () => {
      await commit((tx) => seedTransaction(tx, seed, { lines: [-100] }));
      await commit(async (tx) => {
        for (let more = 0; more < 300; more += 1) await seedTransaction(tx, seed, { lines: [-1] });
        await tx.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
        const [read] = await tx.$queryRaw<{ perRow: number }[]>`
          select (idx_tup_fetch / 300)::float as "perRow" from pg_stat_xact_user_tables
          where relname = 'transactions'`;
        expect(read?.perRow).toBeLessThan(10);
      });
    },
  );

  it("a tombstone that comes back to life is checked again", async () => {
    const id = await commit((tx) => seedTransaction(tx, seed, { lines: [-100] }));
    await commit(async (tx) => {
      await tx.transaction.update({ where: { id }, data: { deletedAt: new Date() } });
      await tx.transactionLine.deleteMany({ where: { transactionId: id } });
    });
    expect(
      await refusal((tx) => tx.transaction.update({ where: { id }, data: { deletedAt: null } })),
    ).toMatch(UNBALANCED);
  });
});
