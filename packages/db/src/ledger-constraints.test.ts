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

const LIMIT = 10_000_000_000_000;

describe("money", () => {
  it("no amount exceeds 10^13 minor units in either direction", async () => {
    for (const amountMinor of [LIMIT + 1, -LIMIT - 1]) {
      const create = db.client.transaction.create({ data: transactionData(seed, amountMinor) });
      expect(await refusalOf(create)).toContain("transactions_amount_bounded");
      const split = (tx: Tx) => seedTransaction(tx, seed, { lines: [amountMinor, -amountMinor] });
      expect(await refusal(split)).toContain("transaction_lines_amount_bounded");
    }
    await expect(
      commit((tx) => seedTransaction(tx, seed, { lines: [LIMIT] })),
    ).resolves.toBeDefined();
  });

  it("a currency is three capital letters", async () => {
    const ledgerId = seed.ledger.id;
    const account = db.client.account.create({
      data: { ledgerId, name: "Low", type: "cash", currency: "eur" },
    });
    expect(await refusalOf(account)).toContain("accounts_currency_code");
    const ledger = db.client.ledger.update({
      where: { id: ledgerId },
      data: { baseCurrency: "E1R" },
    });
    expect(await refusalOf(ledger)).toContain("ledgers_base_currency_code");
  });

  it("invariant 2: a transaction has its account's currency", async () => {
    const attempt = db.client.transaction.create({
      data: transactionData(seed, -1, { currency: "USD" }),
    });
    expect(await refusalOf(attempt)).toContain("transactions_account_id_ledger_id_currency_fkey");
  });

  it("a version starts at 1 and never falls below", async () => {
    const attempt = db.client.account.update({
      where: { id: seed.checking.id },
      data: { version: 0 },
    });
    expect(await refusalOf(attempt)).toContain("accounts_version_positive");
    const category = db.client.category.update({
      where: { id: seed.category.id },
      data: { version: 0 },
    });
    expect(await refusalOf(category)).toContain("categories_version_positive");
    const create = db.client.transaction.create({
      data: transactionData(seed, -1, { version: 0 }),
    });
    expect(await refusalOf(create)).toContain("transactions_version_positive");
  });
});

describe("transactions", () => {
  it("the bank's own text never changes, while the rest may", async () => {
    const id = await commit((tx) =>
      seedTransaction(tx, seed, { lines: [-100], rawText: "SEPA 4711" }),
    );
    const change = (rawText: string | null) =>
      db.client.transaction.update({ where: { id }, data: { rawText } });
    expect(await refusalOf(change("SEPA 4712"))).toContain("never changes");
    expect(await refusalOf(change(null))).toContain("never changes");
    await expect(
      db.client.transaction.update({
        where: { id },
        data: { rawText: "SEPA 4711", payee: "Shop" },
      }),
    ).resolves.toBeDefined();
  });

  it(
    "invariant 7: an external id and a fingerprint are unique in their account, tombstones " +
      "included",
    async () => {
      for (const identity of [{ externalId: "bank-1" }, { fingerprint: "f-1" }]) {
        const create = (deletedAt: Date | null) =>
          commit((tx) => seedTransaction(tx, seed, { lines: [-1], ...identity, deletedAt }));
        await create(new Date());
        expect(await refusalOf(create(null))).toContain("P2002");
      }
    },
  );

  it(
    "invariant 12: accounts, categories, imports and operations of another ledger are out of " +
      "reach",
    async () => {
      const stranger = await seedLedger(db.client);
      const refusalWith = (fields: Parameters<typeof transactionData>[2]) =>
        refusalOf(db.client.transaction.create({ data: transactionData(seed, -1, fields) }));
      expect(await refusalWith({ accountId: stranger.checking.id })).toContain(
        "transactions_account_id_ledger_id_currency_fkey",
      );
      expect(await refusalWith({ createdByOperationId: stranger.operation.id })).toContain(
        "transactions_created_by_operation_id_ledger_id_fkey",
      );
      const file = { format: "csv", fileName: "a.csv", fileSha256: Buffer.alloc(32), mapping: {} };
      const theirs = { ledgerId: stranger.ledger.id, accountId: stranger.checking.id };
      const { id: importId } = await db.client.import.create({ data: { ...file, ...theirs } });
      expect(await refusalWith({ importId })).toContain("transactions_import_id_ledger_id_fkey");
      const ref = { refHash: Buffer.alloc(32), tail: "3000" };
      const refusalOfRef = (fields: object) =>
        refusalOf(
          db.client.accountRef.create({ data: { ...ref, ...theirs, importId, ...fields } }),
        );
      const { ledger, checking } = seed;
      expect(await refusalOfRef({ ledgerId: ledger.id, accountId: checking.id })).toContain(
        "account_refs_import_id_ledger_id_fkey",
      );
      expect(await refusalOfRef({ accountId: checking.id })).toContain(
        "account_refs_account_id_ledger_id_fkey",
      );
      const id = await commit((tx) => seedTransaction(tx, seed, { lines: [-1] }));
      const categorize = (tx: Tx) =>
        tx.transactionLine.updateMany({
          where: { transactionId: id },
          data: { categoryId: stranger.category.id },
        });
      expect(await refusal(categorize)).toContain("transaction_lines_category_id_ledger_id_fkey");
    },
  );

  it("invariant 5: only regular ones have a category", async () => {
    for (const kind of ["opening", "adjustment"] as const) {
      const id = await commit((tx) => seedTransaction(tx, seed, { lines: [-1], kind }));
      const categorize = (tx: Tx) =>
        tx.transactionLine.updateMany({
          where: { transactionId: id },
          data: { categoryId: seed.category.id },
        });
      expect(await refusal(categorize)).toContain(`is of kind ${kind} and has a category`);
    }
  });
});

it("an account's name in files is kept as a hash and four characters, and no more", async () => {
  const file = { format: "ofx", fileName: "a.ofx", fileSha256: Buffer.alloc(32), mapping: {} };
  const ours = { ledgerId: seed.ledger.id, accountId: seed.checking.id };
  const { id: importId } = await db.client.import.create({ data: { ...file, ...ours } });
  const ref = { ...ours, importId, refHash: Buffer.alloc(32), tail: "3000" };
  const refusalWith = (fields: object) =>
    refusalOf(db.client.accountRef.create({ data: { ...ref, ...fields } }));
  expect(await refusalWith({ refHash: Buffer.alloc(20) })).toContain("account_refs_hash_length");
  expect(await refusalWith({ tail: "13000" })).toContain("account_refs_tail_length");
  expect(await refusalWith({ tail: "" })).toContain("account_refs_tail_length");
  await db.client.accountRef.create({ data: ref });
});

describe("categories", () => {
  const create = (name: string, parentId: string | null = null) =>
    db.client.category.create({
      data: { ledgerId: seed.ledger.id, name, kind: "expense", parentId },
    });

  it("have one level: a parent has no parent, and no category is its own", async () => {
    const parent = await create("Household");
    const child = await create("Cleaning", parent.id);
    expect(await refusalOf(create("Soap", child.id))).toContain("would be on a second level");
    const move = (id: string, parentId: string) =>
      db.client.category.update({ where: { id }, data: { parentId } });
    expect(await refusalOf(move(parent.id, seed.category.id))).toContain(
      "would be on a second level",
    );
    expect(await refusalOf(move(seed.category.id, seed.category.id))).toContain(
      "would be on a second level",
    );
    await expect(move(child.id, seed.category.id)).resolves.toBeDefined();
  });

  it("a parent is a category of the same ledger", async () => {
    const stranger = await seedLedger(db.client);
    expect(await refusalOf(create("Foreign", stranger.category.id))).toContain(
      "categories_parent_id_ledger_id_fkey",
    );
  });
});
