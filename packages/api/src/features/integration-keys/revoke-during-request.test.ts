import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, type TestContext } from "vitest";
import { verifyKey } from "../../identity/verify-key";
import { asPrincipal, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { get } from "../../test/requests";
import { useServer } from "../../test/server";

// What happens to requests that are under way when their key is revoked (K6, A8).

const t = useRuntime();
const server = useServer(t);
const NOWHERE = { ip: null, userAgent: null };

async function setUp(): Promise<{ user: TestUser; key: TestKey }> {
  const user = await createUser(t.runtime);
  return { user, key: await createKey(t.runtime, user) };
}
const verified = async ({ authorization }: TestKey) =>
  asPrincipal(t.runtime, await verifyKey(t.runtime, authorization, NOWHERE));
const account = (name: string) => ({ name, type: "cash", currency: "EUR" }) as const;
const count = ({ liveLedgerId }: TestUser) =>
  t.runtime.db.account.count({ where: { ledgerId: liveLedgerId } });
const codeOf = (thrown: { code?: string }) => thrown.code;
const sent = async (pattern: RegExp) => {
  while (!t.statements.some((sql) => pattern.test(sql))) await sleep(5);
};
/** PGlite has one connection, on which nothing is ever under way beside something else. */
const needsServer = (context: TestContext) =>
  context.skip(t.database.engine === "pglite", "needs several connections");

it(
  "A8: a write that was let in before the revocation, and gets to its transaction after it, " +
    "is refused",
  async () => {
    const { user, key } = await setUp();
    const agent = await verified(key);
    const owner = await asSession(t.runtime, user);
    await owner.integrationKeys.revoke({ id: key.id });
    await expect(agent.accounts.create(account("Too late"))).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      message: "This integration key opens nothing.",
    });
    expect(await count(user)).toBe(0);
  },
);

it(
  "A8: the same for a login that ended, a person who was suspended, and " + "one who is gone",
  async () => {
    const endings = [
      (user: TestUser) =>
        t.runtime.db.loginSession.update({
          where: { id: user.sessionId },
          data: { endedAt: new Date() },
        }),
      (user: TestUser) =>
        t.runtime.db.user.update({ where: { id: user.userId }, data: { status: "suspended" } }),
      (user: TestUser) => t.runtime.db.user.delete({ where: { id: user.userId } }),
    ];
    for (const end of endings) {
      const { user, key } = await setUp();
      const callers = [
        await asSession(t.runtime, user),
        ...(end === endings[0] ? [] : [await verified(key)]),
      ];
      await end(user);
      for (const caller of callers)
        await expect(caller.accounts.create(account("Too late"))).rejects.toMatchObject({
          code: "UNAUTHORIZED",
        });
      expect(await count(user)).toBe(0);
    }
  },
);

it(
  "A8: after the revocation's answer no write of the key is committed, however many are under " +
    "way",
  async () => {
    for (let round = 0; round < 5; round++) {
      const { user, key } = await setUp();
      const [agent, owner] = [await verified(key), await asSession(t.runtime, user)];
      const writes = Array.from({ length: 8 }, (_, index) =>
        agent.accounts.create(account(`Account ${index}`)).then(() => "done", codeOf),
      );
      const atAnswer = owner.integrationKeys.revoke({ id: key.id }).then(() => count(user));
      const outcomes = await Promise.all(writes);
      expect(await count(user)).toBe(await atAnswer);
      expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(await atAnswer);
      expect(outcomes.every((outcome) => outcome === "done" || outcome === "UNAUTHORIZED")).toBe(
        true,
      );
    }
  },
);

it(
  "A8: a revocation is answered while a write of the key is in its transaction, and nothing " +
    "of the write stays",
  async (context) => {
    needsServer(context);
    const { user, key } = await setUp();
    const [agent, owner] = [await verified(key), await asSession(t.runtime, user)];
    const write = await t.runtime.db.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from ledgers
        where id = ${user.liveLedgerId}::uuid for no key update`;
      t.statements.length = 0;
      const writing = agent.accounts.create(account("Under way")).then(() => "done", codeOf);
      await sent(/from ledgers where id = \$1.* for no key update/s);
      await owner.integrationKeys.revoke({ id: key.id });
      return { writing };
    });
    expect(await write.writing).toBe("UNAUTHORIZED");
    expect(await count(user)).toBe(0);
  },
);

it(
  "K6: a request that begins after the revocation's answer sends a lookup of its own, and " +
    "never joins one sent before",
  async (context) => {
    needsServer(context);
    const { user, key } = await setUp();
    const ask = async () =>
      (await get(server.url, "me.get", { authorization: key.authorization })).status;
    const lookups = () => t.statements.filter((sql) => sql.includes("k.hash = any")).length;
    const owner = await asSession(t.runtime, user);
    const held = await t.runtime.db.$transaction(async (tx) => {
      // Lookups read this table, and so wait; revoking all keys does not touch it.
      await tx.$executeRaw`lock table ledgers in access exclusive mode`;
      t.statements.length = 0;
      const before = ask();
      await sent(/k\.hash = any/);
      await owner.integrationKeys.revokeAll({});
      expect(lookups()).toBe(1);
      const after = ask();
      await sleep(100);
      return { before, after };
    });
    expect(await held.after).toBe(401);
    expect(lookups()).toBe(2);
    await held.before;
  },
);
