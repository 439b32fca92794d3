import { afterAll, describe, expect, it } from "vitest";
import { createDb } from "./create-db";
import { toByteaArray } from "./find-key";
import { inTransaction } from "./in-transaction";
import { seedKey, seedLedger } from "./test/seed";
import { createTestDb } from "./testing";

const statements: string[] = [];
// With the limits that callers get.
const db = await createTestDb({ patience: 1, onStatement: (sql) => statements.push(sql) });
afterAll(() => db.close());
const seed = await seedLedger(db.client);

describe("secrets", () => {
  it("K2: a query returns no hashes of passwords or keys unless it asks for them", async () => {
    await seedKey(db.client, seed);
    const person = await db.client.user.findFirstOrThrow({ include: { integrationKeys: true } });
    expect(person).not.toHaveProperty("passwordHash");
    expect(person.integrationKeys[0]).toBeDefined();
    expect(person.integrationKeys[0]).not.toHaveProperty("hash");
    const created = await inTransaction(db.client, (tx) =>
      tx.user.create({ data: { email: "second@example.org", name: "B", passwordHash: "secret" } }),
    );
    expect(created).not.toHaveProperty("passwordHash");
  });

  it("K2: a query that names a secret column gets it", async () => {
    const { hash } = await seedKey(db.client, seed);
    const found = await db.client.integrationKey.findUniqueOrThrow({
      where: { hash },
      select: { hash: true },
    });
    expect(Buffer.from(found.hash)).toEqual(hash);
  });

  it("L3: the error about a refused row does not quote the row", async () => {
    const refused = { email: "UPPER@example.org", name: "B", passwordHash: "do-not-quote" };
    const alone = await db.client.user.create({ data: refused }).catch((error: unknown) => error);
    const inside = await inTransaction(db.client, (tx) => tx.user.create({ data: refused })).catch(
      (error: unknown) => error,
    );
    for (const error of [alone, inside]) {
      expect(error).toBeInstanceOf(Error);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).toContain(
        "users_email_lower_case",
      );
      expect(inspectDeeply(error)).not.toContain("do-not-quote");
    }
  });
});

describe("filters", () => {
  it("I6: a filter that is undefined is refused instead of dropped", async () => {
    const missing: { email?: string } = {};
    // The type checker accepts an undefined only with a cast.
    const where = { email: missing.email } as { email: string };
    await expect(db.client.user.findFirst({ where })).rejects.toThrow(/undefined/);
  });
});

describe("connections", () => {
  it(
    "a time is stored as the instant it names, whatever the time zone of the server or of " +
      "this process",
    async () => {
      const instant = new Date("2026-07-01T12:34:56.789Z");
      await db.client.user.update({
        where: { id: seed.user.id },
        data: { passwordChangedAt: instant },
      });
      const [row] = await db.client.$queryRaw<{ epoch: string; zone: string }[]>`
      select (extract(epoch from password_changed_at) * 1000)::bigint::text as epoch,
        current_setting('TimeZone') as zone
      from users where id = ${seed.user.id}::uuid`;
      expect(row).toEqual({ epoch: String(instant.getTime()), zone: "UTC" });
      const { passwordChangedAt } = await db.client.user.findUniqueOrThrow({
        where: { id: seed.user.id },
      });
      expect(passwordChangedAt).toEqual(instant);
    },
  );

  it("LOWER and ILIKE know letters beyond ASCII in the embedded database", async ({ skip }) => {
    skip(db.engine === "postgres", "a server has the locale its owner gave it");
    const [row] = await db.client.$queryRaw<
      { same: boolean }[]
    >`select 'ÉCLAIR' ilike 'éclair' as same`;
    expect(row).toEqual({ same: true });
  });

  it("F2: a server ends what waits too long", async ({ skip }) => {
    skip(db.engine === "pglite", "there is no server");
    const names = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];
    const rows = await db.client
      .$queryRaw`select name, setting from pg_settings where name = any(${names}) order by name`;
    expect(rows).toEqual([
      { name: "idle_in_transaction_session_timeout", setting: "10000" },
      { name: "lock_timeout", setting: "5000" },
      { name: "statement_timeout", setting: "5000" },
    ]);
  });

  it("a repeated query is prepared once on its connection, under a name", async ({ skip }) => {
    skip(db.engine === "pglite", "one process has no use for it");
    const prepared = await inTransaction(db.client, async (tx) => {
      for (let round = 0; round < 3; round++)
        await tx.ledger.findFirst({ where: { mode: "live" } });
      return tx.$queryRaw`
        select name from pg_prepared_statements where statement like 'SELECT%ledgers%mode%'`;
    });
    expect(prepared).toEqual([{ name: expect.stringMatching(/^pfn_/) }]);
  });

  it(
    "onStatement hears every statement: Prisma's, the key lookup's, the beginning and the end " +
      "of a transaction",
    async () => {
      statements.length = 0;
      await inTransaction(db.client, (tx) => tx.ledger.count());
      await db.findKey(Buffer.alloc(32));
      expect(statements.map((sql) => sql.trim().split(/\s/)[0]?.toUpperCase())).toEqual([
        "BEGIN",
        "SELECT",
        "SET",
        "COMMIT",
        "SELECT",
      ]);
    },
  );

  it("answers a ping, and closes more than once without complaint", async () => {
    const other = await createTestDb();
    await expect(other.ping()).resolves.toBeUndefined();
    await other.close();
    await expect(other.close()).resolves.toBeUndefined();
  });

  it("refuses to guess where the database is", async () => {
    await expect(createDb({})).rejects.toThrow(
      "createDb needs the url of a PostgreSQL database or a dataDir",
    );
  });
});

/** Returns all properties of an error as text, also those that JSON would leave out. */
function inspectDeeply(value: unknown, depth = 0): string {
  if (typeof value !== "object" || value === null || depth > 6) return String(value);
  return Reflect.ownKeys(value)
    .map((key) => `${String(key)}: ${inspectDeeply(Reflect.get(value, key), depth + 1)}`)
    .join("\n");
}

it("hashes reach the database in its own notation", () => {
  expect(toByteaArray(["00ff", "10"])).toBe('{"\\\\x00ff","\\\\x10"}');
});
