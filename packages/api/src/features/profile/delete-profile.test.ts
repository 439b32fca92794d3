import { beforeAll, beforeEach, expect, it } from "vitest";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestUser } from "../../test/factories";

const t = useRuntime();
const PASSWORD = "correct horse battery staple";

const made: { passwordHash: string; user?: TestUser } = { passwordHash: "" };
beforeAll(async () => {
  made.passwordHash = await t.runtime.passwords.hash(PASSWORD);
});
beforeEach(async () => {
  made.user = await createUser(t.runtime, { passwordHash: made.passwordHash });
});
const user = () => {
  if (made.user === undefined) throw new Error("not ready");
  return made.user;
};

/** Rows per table, of everybody. */
async function rowsPerTable(): Promise<Record<string, number>> {
  const tables = await t.runtime.db.$queryRaw<{ name: string }[]>`
    select table_name::text as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'
      and table_name not like '\\_prisma%' order by 1`;
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await t.runtime.db.$queryRawUnsafe<{ n: number }[]>(
      `select count(*)::int as n from "${name}"`,
    );
    counts[name] = row?.n ?? 0;
  }
  return counts;
}

/** Something in as many tables as a person can fill. */
async function live(person: TestUser): Promise<void> {
  const agent = await asKey(t.runtime, person);
  const { account } = await agent.accounts.create({
    name: "Checking",
    type: "checking",
    currency: "EUR",
    openingBalance: { amount: "10.00", currency: "EUR" },
  });
  const row = {
    accountId: account.id,
    date: "2026-01-02",
    amount: { amount: "-2.50", currency: "EUR" },
    payee: "Bakery",
  };
  const { operationId } = await agent.transactions.create({
    transactions: [row],
    idempotencyKey: "once",
  });
  await agent.operations.undo({ id: operationId ?? "" });
  const { integrationKeys } = await asSession(t.runtime, person);
  const { integrationKey } = await integrationKeys.create({ label: "Old", preset: "full" });
  await integrationKeys.rotate({ id: integrationKey.id });
  t.runtime.keyUse.used(integrationKey.id, { ip: null, userAgent: null });
  await t.runtime.keyUse.flush({ all: true });
}

it(
  "K8: deleting an account removes everything of the person, keys and logins with it, and " +
    "nothing of anybody else",
  async () => {
    const neighbour = await createUser(t.runtime);
    await live(neighbour);
    await t.runtime.db.user.delete({ where: { id: user().userId } });
    const before = await rowsPerTable();
    made.user = await createUser(t.runtime, { passwordHash: made.passwordHash });
    await live(user());
    expect(Object.values(await rowsPerTable()).reduce((a, b) => a + b)).toBeGreaterThan(
      Object.values(before).reduce((a, b) => a + b) + 20,
    );
    const { profile } = await asSession(t.runtime, user());
    expect(await profile.delete({ password: PASSWORD })).toEqual({ id: user().userId });
    expect(await rowsPerTable()).toEqual(before);
  },
);

it(
  "the books go before the person and part by part, so that no statement of a long life takes " +
    "longer than one may",
  async () => {
    await live(user());
    const { profile } = await asSession(t.runtime, user());
    t.statements.length = 0;
    await profile.delete({ password: PASSWORD });
    const deleted = t.statements.flatMap(
      (sql) => /^\s*delete from (?:"public"\.)?"(\w+)"/i.exec(sql)?.[1] ?? [],
    );
    expect(deleted.at(-1)).toBe("users");
    for (const table of ["import_rows", "transactions", "changes", "operations"])
      expect(deleted.indexOf(table), table).toBeGreaterThanOrEqual(0);
    expect(
      t.statements
        .filter((sql) => /delete from "(transactions|changes|operations)"/.test(sql))
        .join(),
    ).not.toMatch(/delete from "\w+"(?!\s+where ctid = any\(array\(select ctid)/);
  },
);

it("a wrong password deletes nothing, and is named", async () => {
  await createKey(t.runtime, user());
  const before = await rowsPerTable();
  const { profile } = await asSession(t.runtime, user());
  await expect(profile.delete({ password: "wrong" })).rejects.toMatchObject({
    code: "FORBIDDEN",
    cause: { path: "password" },
  });
  await expect(profile.delete({ password: "" })).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect(await rowsPerTable()).toEqual(before);
});

it("deleting twice at once deletes once, and is no server error", async () => {
  const { profile } = await asSession(t.runtime, user());
  const outcomes = await Promise.allSettled([
    profile.delete({ password: PASSWORD }),
    profile.delete({ password: PASSWORD }),
  ]);
  const refusals = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason.code] : [],
  );
  expect(refusals).toHaveLength(1);
  expect(["FORBIDDEN", "UNAUTHORIZED"]).toContain(refusals[0]);
});

it("K8: what a key did last is written nowhere once its owner is gone", async () => {
  const { id } = await createKey(t.runtime, user());
  t.runtime.keyUse.used(id, { ip: null, userAgent: null });
  await (await asSession(t.runtime, user())).profile.delete({ password: PASSWORD });
  await t.runtime.keyUse.flush({ all: true });
  expect(await t.runtime.db.integrationKeyDay.count({ where: { keyId: id } })).toBe(0);
  expect(t.logLines.filter((line) => line.includes("key-use.lost"))).toEqual([]);
});
