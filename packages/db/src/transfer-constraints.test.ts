import { afterAll, describe, expect, it } from "vitest";
import { inTransaction, type Tx } from "./in-transaction";
import { refusalOf } from "./test/refusal-of";
import { seedLedger, seedTransaction } from "./test/seed";
import { createTestDb } from "./testing";

const db = await createTestDb();
afterAll(() => db.close());
const seed = await seedLedger(db.client);
const commit = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(db.client, work);
const refusal = (work: (tx: Tx) => Promise<unknown>) => refusalOf(commit(work));

const MISFIT = /two legs of transfer .* do not fit each other/;
const LONE = /is of kind transfer and no leg of any/;
const kind = "transfer" as const;

type Leg = Partial<Parameters<typeof seedTransaction>[2]>;

/** A transfer of 100 euros from checking to savings, unless its legs are set. */
async function transfer(tx: Tx, { out = {}, into = {} }: { out?: Leg; into?: Leg } = {}) {
  const outTransactionId = await seedTransaction(tx, seed, { lines: [-100_00], kind, ...out });
  const inTransactionId = await seedTransaction(tx, seed, {
    lines: [100_00],
    kind,
    accountId: seed.savings.id,
    ...into,
  });
  return tx.transfer.create({
    data: { ledgerId: seed.ledger.id, outTransactionId, inTransactionId },
  });
}

describe("invariant 4: the legs of a transfer", () => {
  it("fit when money leaves one account and reaches another", async () => {
    await expect(commit((tx) => transfer(tx))).resolves.toBeDefined();
    const yen = { accountId: seed.yen.id, currency: "JPY", lines: [16_000] };
    await expect(commit((tx) => transfer(tx, { into: yen }))).resolves.toBeDefined();
  });

  it("lie in different accounts", async () => {
    expect(await refusal((tx) => transfer(tx, { into: { accountId: seed.checking.id } }))).toMatch(
      MISFIT,
    );
  });

  it("have opposite signs, outgoing first", async () => {
    expect(await refusal((tx) => transfer(tx, { out: { lines: [100_00] } }))).toMatch(MISFIT);
    expect(
      await refusal((tx) => transfer(tx, { out: { lines: [100_00] }, into: { lines: [-100_00] } })),
    ).toMatch(MISFIT);
  });

  it("are equal in size when equal in currency", async () => {
    expect(await refusal((tx) => transfer(tx, { into: { lines: [99_99] } }))).toMatch(MISFIT);
  });

  it("are of kind transfer, so that no report counts them", async () => {
    expect(await refusal((tx) => transfer(tx, { out: { kind: "regular" } }))).toMatch(MISFIT);
  });

  it("have no category", async () => {
    const { outTransactionId } = await commit((tx) => transfer(tx));
    const categorize = (tx: Tx) =>
      tx.transactionLine.updateMany({
        where: { transactionId: outTransactionId },
        data: { categoryId: seed.category.id },
      });
    expect(await refusal(categorize)).toContain("is a leg of a transfer and has a category");
  });

  it("belong to the transfer's ledger", async () => {
    const stranger = await seedLedger(db.client);
    const attempt = async (tx: Tx) => {
      const { id } = await transfer(tx);
      await tx.transfer.update({ where: { id }, data: { ledgerId: stranger.ledger.id } });
    };
    expect(await refusal(attempt)).toMatch(/transfers_(out|in)_transaction_id_ledger_id_fkey/);
  });

  it("change only together, also when just one of their transactions is touched", async () => {
    const { outTransactionId: out, inTransactionId: into } = await commit((tx) => transfer(tx));
    const resize = async (tx: Tx, id: string, amountMinor: number) => {
      await tx.transaction.update({ where: { id }, data: { amountMinor } });
      await tx.transactionLine.updateMany({ where: { transactionId: id }, data: { amountMinor } });
    };
    expect(await refusal((tx) => resize(tx, out, -50_00))).toMatch(MISFIT);
    const both = async (tx: Tx) => {
      await resize(tx, out, -50_00);
      await resize(tx, into, 50_00);
    };
    await expect(commit(both)).resolves.toBeUndefined();
  });

  it("are deleted together", async () => {
    const { outTransactionId: out, inTransactionId: into } = await commit((tx) => transfer(tx));
    const softDelete = (tx: Tx, ids: string[]) =>
      tx.transaction.updateMany({ where: { id: { in: ids } }, data: { deletedAt: new Date() } });
    expect(await refusal((tx) => softDelete(tx, [into]))).toMatch(MISFIT);
    await expect(commit((tx) => softDelete(tx, [out, into]))).resolves.toEqual({ count: 2 });
  });

  it("are never without their transfer, as long as they live", async () => {
    const lone = (tx: Tx) => seedTransaction(tx, seed, { lines: [-5], kind });
    expect(await refusal(lone)).toMatch(LONE);
    const { id, outTransactionId: out, inTransactionId: into } = await commit((tx) => transfer(tx));
    expect(await refusal((tx) => tx.transfer.delete({ where: { id } }))).toMatch(LONE);
    const other = await commit((tx) => seedTransaction(tx, seed, { lines: [-100_00] }));
    const retie = async (tx: Tx) => {
      await tx.transaction.update({ where: { id: other }, data: { kind } });
      await tx.transfer.update({ where: { id }, data: { outTransactionId: other } });
    };
    expect(await refusal(retie)).toMatch(LONE);
    const unlink = async (tx: Tx) => {
      await tx.transfer.delete({ where: { id } });
      await tx.transaction.updateMany({
        where: { id: { in: [out, into] } },
        data: { kind: "regular" },
      });
    };
    await expect(commit(unlink)).resolves.toBeUndefined();
    expect(
      await refusal((tx) => tx.transaction.update({ where: { id: out }, data: { kind } })),
    ).toMatch(LONE);
  });
});
