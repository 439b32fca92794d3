import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { databaseErrorKind } from "./error-kind";
import { inTransaction } from "./in-transaction";
import { seedLedger, transactionData } from "./test/seed";
import { createTestDb } from "./testing";
import { DatabaseTimeoutError } from "./with-deadline";

const db = await createTestDb();
afterAll(() => db.close());
const seed = await seedLedger(db.client);

/** Returns the kind of error of a failing attempt. */
const kindOf = (attempt: Promise<unknown>) => attempt.then(() => "accepted", databaseErrorKind);

describe("the kind of a database error", () => {
  it("conflict: a unique key or a foreign key stands in the way", async () => {
    const { email } = seed.user;
    expect(
      await kindOf(db.client.user.create({ data: { email, name: "N", passwordHash: "x" } })),
    ).toBe("conflict");
    expect(
      await kindOf(db.client.ledger.create({ data: { userId: randomUUID(), mode: "live" } })),
    ).toBe("conflict");
    expect(await kindOf(db.client.category.delete({ where: { id: randomUUID() } }))).toBeNull();
  });

  it("conflict: the database has ended the transaction in favour of another", async () => {
    const raise = (code: string) =>
      db.client.$executeRawUnsafe(`do $$ begin raise 'x' using errcode = '${code}'; end $$`);
    for (const code of ["40001", "40P01"]) expect(await kindOf(raise(code))).toBe("conflict");
  });

  it("I4: invalid: a value the database refuses, at once or as the transaction ends", async () => {
    const create = (changes: object) =>
      db.client.transaction.create({ data: transactionData(seed, -1, changes) });
    expect(await kindOf(create({ payee: "a\u0000b" }))).toBe("invalid");
    expect(await kindOf(create({ amountMinor: 10n ** 19n }))).toBe("invalid");
    expect(await kindOf(db.client.user.findUnique({ where: { id: "not a uuid" } }))).toBe(
      "invalid",
    );
    expect(await kindOf(create({}))).toBe("invalid");
    expect(
      await kindOf(
        db.client.$transaction((tx) => tx.transaction.create({ data: transactionData(seed, -1) })),
      ),
    ).toBe("invalid");
    expect(
      await kindOf(
        inTransaction(db.client, (tx) =>
          tx.transaction.create({ data: transactionData(seed, -1) }),
        ),
      ),
    ).toBe("invalid");
  });

  it("F1: unavailable: no connection, no time left, or closed", async () => {
    expect(databaseErrorKind(new DatabaseTimeoutError(2_900))).toBe("unavailable");
    expect(
      databaseErrorKind(
        new Error("request failed", {
          cause: new Error("timeout exceeded when trying to connect"),
        }),
      ),
    ).toBe("unavailable");
    expect(databaseErrorKind(Object.assign(new Error("too many"), { code: "53300" }))).toBe(
      "unavailable",
    );
    expect(databaseErrorKind(Object.assign(new Error("lock timeout"), { code: "55P03" }))).toBe(
      "unavailable",
    );
    const slow = db.client.$transaction(
      async (tx) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        await tx.user.count();
      },
      { timeout: 20 },
    );
    expect(await kindOf(slow)).toBe("unavailable");
    const other = await createTestDb();
    await other.close();
    expect(await kindOf(other.client.user.count())).toBe("unavailable");
    expect(await kindOf(other.findKey(Buffer.alloc(32)))).toBe("unavailable");
  });

  it("null: everything else, also what is no error at all", async () => {
    expect(await kindOf(db.client.$queryRaw`select nonsense`)).toBeNull();
    expect(
      await kindOf(db.client.user.findUniqueOrThrow({ where: { id: randomUUID() } })),
    ).toBeNull();
    for (const thrown of [
      new Error("x"),
      Object.assign(new Error("x"), { code: 22001 }),
      null,
      undefined,
      "P2002",
      42,
    ]) {
      expect(databaseErrorKind(thrown)).toBeNull();
    }
  });

  it("a circle of causes comes to an end", () => {
    const first = new Error("first");
    first.cause = new Error("second", { cause: first });
    expect(databaseErrorKind(first)).toBeNull();
  });
});
