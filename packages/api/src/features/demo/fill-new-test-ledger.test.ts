import { beforeEach, describe, expect, it } from "vitest";
import type { Runtime } from "../../common/runtime";
import { createRuntime } from "../../create-runtime";
import { openAccount } from "../../test/books";
import { asNobody, asSession, withKey } from "../../test/callers";
import { checkLedger } from "../../test/check-ledger";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createKey, createUser, type TestUser } from "../../test/factories";
import { get } from "../../test/requests";
import { rest } from "../../test/rest";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);
const DEMO = ["Checking", "Dollar card", "Savings"];

let user: TestUser;
beforeEach(async () => {
  user = await createUser(t.runtime);
});

const firstKey = async (runtime: Runtime = t.runtime, mode: "live" | "test" = "test") =>
  (await asSession(runtime, user)).integrationKeys.create({
    label: "Agent",
    preset: "bookkeeper",
    mode,
  });
const accounts = () =>
  t.runtime.db.account.findMany({ where: { ledgerId: user.testLedgerId }, select: { name: true } });
const accountNames = async () => (await accounts()).map(({ name }) => name).sort();
const log = () =>
  t.runtime.db.operation.findMany({
    where: { ledgerId: user.testLedgerId },
    select: { seq: true, procedure: true, actor: true, keyId: true },
    orderBy: { seq: "asc" },
  });
const CREATED = { seq: 1n, procedure: "ledger.create", actor: "system", keyId: null };
const FILLED = { seq: 2n, procedure: "ledger.fillDemo", actor: "system", keyId: null };

describe("the demo data of a test ledger", () => {
  it("is not there before a test key is: sign-up and a live key write none", async () => {
    await asNobody(t.runtime).profile.signUp({
      name: "A",
      email: "a@example.org",
      password: "correct horse battery",
    });
    await firstKey(t.runtime, "live");
    expect(await t.runtime.db.account.count()).toBe(0);
    expect(await log()).toEqual([CREATED]);
  });

  it("is there for the first call of the first test key, through every endpoint", async () => {
    const { key } = await firstKey();
    const authorization = `Bearer ${key}`;
    for (const answer of [
      await rest(server.url, "GET /accounts", { authorization }),
      await get(server.url, "accounts.list", { authorization }),
    ]) {
      expect(answer.status).toBe(200);
      for (const name of DEMO) expect(answer.text).toContain(`"${name}"`);
    }
    expect(await t.runtime.db.account.count({ where: { ledgerId: user.liveLedgerId } })).toBe(0);
  });

  it(
    "invariants 11 and 13: is an operation of its own, of which a reader of changes misses " +
      "nothing; a second key adds nothing",
    async () => {
      const { key, integrationKey } = await firstKey();
      await firstKey();
      expect(await log()).toEqual([CREATED, FILLED]);
      expect(await checkLedger(t.runtime.db, user.testLedgerId)).toEqual([]);
      const agent = await withKey(t.runtime, {
        id: integrationKey.id,
        key,
        authorization: `Bearer ${key}`,
      });
      const { items } = await agent.changes.list({ limit: 200 });
      expect(
        items.flatMap(({ row }) => (row !== null && "type" in row ? [row.name] : [])).sort(),
      ).toEqual(DEMO);
    },
  );

  it("comes once when first keys are made at the same moment on two instances", async () => {
    const second = createRuntime(t.runtime);
    await Promise.all([firstKey(), firstKey(second), firstKey(), firstKey(second)]);
    expect(await accountNames()).toEqual(DEMO);
    expect(await log()).toEqual([CREATED, FILLED]);
    expect(await t.runtime.db.integrationKey.count({ where: { userId: user.userId } })).toBe(4);
  });

  it("comes once when the owner resets the test ledger at the same moment", async () => {
    const owner = await asSession(t.runtime, user);
    await Promise.all([owner.ledger.resetTest(), firstKey()]);
    expect(await accountNames()).toEqual(DEMO);
    expect((await log()).at(-1)?.procedure).toBe("ledger.resetTest");
  });

  it("does not come when the key is refused: nothing is left of the attempt", async () => {
    await t.runtime.db.loginSession.update({
      where: { id: user.sessionId },
      data: { confirmedAt: new Date(0) },
    });
    const before = await dumpTables(t.runtime.db);
    await expect(firstKey()).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await dumpTables(t.runtime.db)).toEqual(before);
  });
});

describe("a test ledger that was used before is left as it is by a new key", () => {
  it("filled at its creation, as by earlier versions", async () => {
    const { testLedgerId: ledgerId } = user;
    const account = { ledgerId, name: "Checking", type: "checking", currency: "EUR" } as const;
    await t.runtime.db.account.create({ data: account, select: { id: true } });
    await firstKey();
    expect(await accountNames()).toEqual(["Checking"]);
    expect(await log()).toEqual([CREATED]);
  });

  it("written to by a key", async () => {
    const agent = await withKey(t.runtime, await createKey(t.runtime, user, { mode: "test" }));
    await openAccount(agent, { name: "Mine" });
    await firstKey();
    expect(await accountNames()).toEqual(["Mine"]);
  });

  it("emptied again by a key", async () => {
    const agent = await withKey(t.runtime, await createKey(t.runtime, user, { mode: "test" }));
    const { operationId } = await agent.accounts.create({
      name: "Mine",
      type: "cash",
      currency: "EUR",
    });
    await agent.operations.undo({ id: operationId ?? "" });
    await firstKey();
    expect(await accountNames()).toEqual([]);
  });
});
