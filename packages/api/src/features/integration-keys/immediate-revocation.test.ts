import { beforeAll, expect, it } from "vitest";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { get } from "../../test/requests";
import { useServer } from "../../test/server";

// No request that begins after the answer to a revocation is accepted (K6, K8).

const t = useRuntime();
const server = useServer(t);
const PASSWORD = "correct horse battery staple";

const made: { passwordHash: string } = { passwordHash: "" };
beforeAll(async () => {
  made.passwordHash = await t.runtime.passwords.hash(PASSWORD);
});
const ask = async ({ authorization }: Pick<TestKey, "authorization">) =>
  (await get(server.url, "me.get", { authorization })).status;

it("K6: a revocation is seen by the very next request, 200 times in a row", async () => {
  const user = await createUser(t.runtime);
  const owner = await asSession(t.runtime, user);
  for (let round = 0; round < 200; round++) {
    const key = await createKey(t.runtime, user);
    expect(await ask(key)).toBe(200);
    await owner.integrationKeys.revoke({ id: key.id });
    expect(await ask(key)).toBe(401);
  }
});

it(
  "K6: a revocation in the midst of a crowd of requests ends them: none that begins after its " +
    "answer is accepted",
  async () => {
    const user = await createUser(t.runtime);
    const owner = await asSession(t.runtime, user);
    for (let round = 0; round < 10; round++) {
      const key = await createKey(t.runtime, user);
      let isRevoked = false;
      const callers = Array.from({ length: 8 }, async () => {
        const outcomes: { begunAfter: boolean; status: number }[] = [];
        while (!isRevoked || outcomes.at(-1)?.begunAfter !== true)
          outcomes.push({ begunAfter: isRevoked, status: await ask(key) });
        return outcomes;
      });
      await ask(key);
      await owner.integrationKeys.revoke({ id: key.id });
      isRevoked = true;
      const outcomes = (await Promise.all(callers)).flat();
      expect(
        new Set(outcomes.filter(({ begunAfter }) => begunAfter).map(({ status }) => status)),
      ).toEqual(new Set([401]));
    }
  },
);

it(
  "K6: what another instance wrote is seen by the very next request: a revocation, an expiry, " +
    "a suspension",
  async () => {
    const { db } = t.runtime;
    const [at, select] = [new Date(), { id: true }];
    const others: Record<string, (key: TestKey, user: TestUser) => Promise<unknown>> = {
      revoked: ({ id }) =>
        db.integrationKey.update({
          where: { id },
          data: { revokedAt: at, revokedReason: "owner" },
          select,
        }),
      expired: ({ id }) =>
        db.integrationKey.update({ where: { id }, data: { expiresAt: at }, select }),
      suspended: (_, { userId }) =>
        db.user.update({ where: { id: userId }, data: { status: "suspended" }, select }),
      deleted: (_, { userId }) => db.user.delete({ where: { id: userId }, select }),
    };
    for (const [name, end] of Object.entries(others)) {
      const user = await createUser(t.runtime);
      const key = await createKey(t.runtime, user);
      expect([await ask(key), await ask(key)], name).toEqual([200, 200]);
      await end(key, user);
      expect([await ask(key), await ask(key)], name).toEqual([401, 401]);
    }
  },
);

type Ending = (
  owner: Awaited<ReturnType<typeof asSession>>,
  key: TestKey,
  user: TestUser,
) => Promise<unknown>;
const ENDINGS: Record<string, Ending> = {
  "revoking it": (owner, { id }) => owner.integrationKeys.revoke({ id }),
  "revoking all keys": (owner) => owner.integrationKeys.revokeAll({}),
  "replacing it at once": (owner, { id }) => owner.integrationKeys.rotate({ id }),
  "changing the password and revoking all keys with it": (owner) =>
    owner.profile.changePassword({
      current: PASSWORD,
      next: "another horse, another staple",
      revokeKeys: true,
    }),
  "deleting the account": (owner) => owner.profile.delete({ password: PASSWORD }),
  "an administrator who suspends its owner": async (_owner, _key, { userId }) => {
    const admin = await asSession(t.runtime, await createUser(t.runtime, { role: "admin" }));
    return admin.admin.suspend({ userId });
  },
};

it.each(Object.entries(ENDINGS))(
  "K6, K8: %s ends a key for the very next request",
  async (_, end) => {
    const user = await createUser(t.runtime, { passwordHash: made.passwordHash });
    const key = await createKey(t.runtime, user);
    expect(await ask(key)).toBe(200);
    await end(await asSession(t.runtime, user), key, user);
    expect(await ask(key)).toBe(401);
  },
);

it("K8: a person who may come back gets no old key back with it", async () => {
  const [user, key] = await (async () => {
    const person = await createUser(t.runtime);
    return [person, await createKey(t.runtime, person)] as const;
  })();
  const admin = await asSession(t.runtime, await createUser(t.runtime, { role: "admin" }));
  await admin.admin.suspend({ userId: user.userId });
  await admin.admin.unsuspend({ userId: user.userId });
  expect(await ask(key)).toBe(401);
});

it("revoking one key leaves the others alone, those of other people too", async () => {
  const [user, other] = [await createUser(t.runtime), await createUser(t.runtime)];
  const [revoked, kept, foreign] = [
    await createKey(t.runtime, user),
    await createKey(t.runtime, user),
    await createKey(t.runtime, other),
  ];
  const owner = await asSession(t.runtime, user);
  await owner.integrationKeys.revoke({ id: revoked.id });
  expect([await ask(revoked), await ask(kept), await ask(foreign)]).toEqual([401, 200, 200]);
  await owner.integrationKeys.revokeAll({});
  expect([await ask(kept), await ask(foreign)]).toEqual([401, 200]);
});
