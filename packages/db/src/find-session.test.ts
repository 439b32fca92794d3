import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { seedLedger } from "./test/seed";
import { createTestDb } from "./testing";

const statements: string[] = [];
const db = await createTestDb({ onStatement: (sql) => statements.push(sql) });
afterAll(() => db.close());
const seed = await seedLedger(db.client);

const times = {
  confirmedAt: new Date("2026-03-01T01:02:03.004Z"),
  lastSeenAt: new Date("2026-03-02T01:02:03.004Z"),
  expiresAt: new Date("2026-03-31T01:02:03.004Z"),
};
const login = async (endedAt: Date | null = null, userId = seed.user.id) =>
  (
    await db.client.loginSession.create({
      data: { userId, ...times, endedAt },
      select: { id: true },
    })
  ).id;

it("S2: finds a login with its person and their live ledger, to the millisecond", async () => {
  const id = await login();
  expect(await db.findSession(id)).toEqual({
    id,
    userId: seed.user.id,
    name: "Somebody",
    email: seed.user.email,
    role: "member",
    ...times,
    ledgerId: seed.ledger.id,
    baseCurrency: "EUR",
    timezone: "Europe/Berlin",
  });
});

it("S2: a login ended, of a suspended person or without a live ledger is not found", async () => {
  const suspended = await seedLedger(db.client);
  const tester = await seedLedger(db.client, "test");
  const ids = [
    await login(new Date()),
    await login(null, suspended.user.id),
    await login(null, tester.user.id),
  ];
  await db.client.user.update({ where: { id: suspended.user.id }, data: { status: "suspended" } });
  expect(await Promise.all([...ids, randomUUID()].map(db.findSession))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

it("a hundred look-ups at once are at most three statements, each with its own login", async () => {
  const ids = await Promise.all(Array.from({ length: 5 }, () => login()));
  statements.length = 0;
  const found = await Promise.all(
    Array.from({ length: 100 }, (_, at) => db.findSession(ids[at % 5] ?? "")),
  );
  expect(found.map((session) => session?.id)).toEqual(
    Array.from({ length: 100 }, (_, at) => ids[at % 5]),
  );
  expect(statements.length).toBeLessThanOrEqual(3);
});
