import { afterAll, describe, expect, it } from "vitest";
import { inTransaction, type Tx } from "./in-transaction";
import { refusalOf } from "./test/refusal-of";
import { seedKey, seedLedger, seedTransaction } from "./test/seed";
import { createTestDb } from "./testing";

const db = await createTestDb();
afterAll(() => db.close());
const seed = await seedLedger(db.client);
const { id } = seed.operation;

describe("invariant 11: the log is append-only", () => {
  it("of an operation nothing changes but its state", async () => {
    const update = (data: object) => db.client.operation.update({ where: { id }, data });
    for (const data of [
      { procedure: "other" },
      { seq: 7 },
      { reason: "why" },
      { createdAt: new Date(0) },
      { channel: "mcp" },
    ]) {
      expect(await refusalOf(update(data))).toContain("is part of an append-only log");
    }
    await expect(update({ state: "undone" })).resolves.toMatchObject({ state: "undone" });
    await expect(update({ state: "applied" })).resolves.toMatchObject({ state: "applied" });
  });

  it("the answer of an operation is filled in once", async () => {
    const fill = (result: object) =>
      db.client.operation.update({ where: { id }, data: { result } });
    await expect(fill({ created: 1 })).resolves.toMatchObject({ result: { created: 1 } });
    expect(await refusalOf(fill({ created: 2 }))).toContain("is part of an append-only log");
  });

  it("a change stays as it was written", async () => {
    const where = { operationId_index: { operationId: id, index: 0 } };
    await db.client.change.create({
      data: { operationId: id, index: 0, entity: "account", entityId: seed.checking.id },
    });
    const attempt = db.client.change.update({ where, data: { after: { name: "Other" } } });
    expect(await refusalOf(attempt)).toContain("is part of an append-only log");
  });

  it("nothing is taken out of a live ledger's log; a test ledger lets go of its own", async () => {
    const remove = ({ operation }: typeof seed) => [
      db.client.change.deleteMany({ where: { operationId: operation.id } }),
      db.client.operation.deleteMany({ where: { id: operation.id } }),
    ];
    for (const attempt of remove(seed))
      expect(await refusalOf(attempt)).toContain("is part of an append-only log");
    const practice = await seedLedger(db.client, "test");
    const data = {
      operationId: practice.operation.id,
      index: 0,
      entity: "account",
      entityId: practice.yen.id,
    };
    await db.client.change.create({ data });
    for (const attempt of remove(practice)) await expect(attempt).resolves.toEqual({ count: 1 });
  });

  it(
    "invariant 13: an operation leaves no gap before its number, and the ledger's revision is " +
      "the last one's",
    async () => {
      const ledgerId = seed.ledger.id;
      const add = (tx: Tx, seq: number) =>
        tx.operation.create({
          data: { ledgerId, seq, actor: "user", channel: "web", procedure: "x" },
        });
      const raise = (tx: Tx, rev: number) =>
        tx.ledger.update({ where: { id: ledgerId }, data: { rev } });
      const refusal = (work: (tx: Tx) => Promise<unknown>) =>
        refusalOf(inTransaction(db.client, work));
      expect(await refusal((tx) => add(tx, 3))).toContain("leaves a gap before its number 3");
      expect(await refusal((tx) => raise(tx, 2))).toContain(
        "is not the number of its last operation",
      );
      await inTransaction(db.client, async (tx) => {
        await raise(tx, 2);
        await add(tx, 2);
      });
      expect(await refusal((tx) => raise(tx, 1))).toContain(
        "is not the number of its last operation",
      );
    },
  );

  it("invariant 13: two operations of a ledger never share a number", async () => {
    const data = {
      ledgerId: seed.ledger.id,
      seq: 1,
      actor: "user",
      channel: "web",
      procedure: "x",
    } as const;
    expect(await refusalOf(db.client.operation.create({ data }))).toContain("P2002");
  });
});

describe("deleting a person", () => {
  it("K8: takes along everything that was theirs, whoever wrote it", async () => {
    const person = await seedLedger(db.client);
    const key = await seedKey(db.client, person);
    const rotated = await seedKey(db.client, person, { rotatedFromId: key.id });
    const inLedger = { ledgerId: person.ledger.id };
    await inTransaction(db.client, async (tx) => {
      const operation = await tx.operation.create({
        data: {
          ...inLedger,
          seq: 2,
          actor: "key",
          keyId: rotated.id,
          channel: "rest",
          procedure: "x",
        },
      });
      await tx.change.create({
        data: { operationId: operation.id, index: 0, entity: "account", entityId: person.yen.id },
      });
      await tx.operation.create({
        data: {
          ...inLedger,
          seq: 3,
          actor: "user",
          channel: "web",
          procedure: "undo",
          undoesId: operation.id,
        },
      });
      const statement = await tx.import.create({
        data: {
          ...inLedger,
          accountId: person.checking.id,
          format: "csv",
          fileName: "a.csv",
          fileSha256: Buffer.alloc(32),
          mapping: {},
          rows: { create: { index: 0, parsed: { amountMinor: "-5" }, verdict: { kind: "new" } } },
        },
      });
      const leg = { kind: "transfer", createdByOperationId: operation.id } as const;
      const outTransactionId = await seedTransaction(tx, person, {
        ...leg,
        lines: [-5],
        importId: statement.id,
      });
      const inTransactionId = await seedTransaction(tx, person, {
        ...leg,
        lines: [5],
        accountId: person.savings.id,
      });
      await tx.transfer.create({ data: { ...inLedger, outTransactionId, inTransactionId } });
      const parent = await tx.category.create({
        data: { ...inLedger, name: "Parent", kind: "expense" },
      });
      await tx.category.update({
        where: { id: person.category.id },
        data: { parentId: parent.id },
      });
    });
    await inTransaction(db.client, (tx) => tx.user.delete({ where: { id: person.user.id } }));
    expect(await db.client.ledger.count({ where: { id: person.ledger.id } })).toBe(0);
    expect(await db.client.integrationKey.count({ where: { userId: person.user.id } })).toBe(0);
    expect(await db.client.operation.count({ where: inLedger })).toBe(0);
  });
});
