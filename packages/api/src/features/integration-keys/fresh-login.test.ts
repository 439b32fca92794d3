import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { asPrincipal, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestUser } from "../../test/factories";

// Making a key asks for the password again when it was proven more than ten minutes ago (K10).

const t = useRuntime();
const PASSWORD = "correct horse battery staple";
const START = Date.parse("2026-03-31T12:00:00.000Z");
const MINUTE_MS = 60_000;

const clock = { now: START };
const made: { passwordHash: string; user?: TestUser } = { passwordHash: "" };
beforeAll(async () => {
  t.runtime.now = () => new Date(clock.now);
  made.passwordHash = await t.runtime.passwords.hash(PASSWORD);
});
beforeEach(async () => {
  clock.now = START;
  made.user = await createUser(t.runtime, { passwordHash: made.passwordHash });
});
const user = () => {
  if (made.user === undefined) throw new Error("not ready");
  return made.user;
};
const NEW_KEY = { label: "Agent", preset: "read-only" } as const;
const count = () => t.runtime.db.integrationKey.count({ where: { userId: user().userId } });

it("K10: for ten minutes after the login keys can be made, then not", async () => {
  const owner = await asSession(t.runtime, user());
  clock.now = START + 10 * MINUTE_MS;
  await owner.integrationKeys.create(NEW_KEY);
  clock.now += 1;
  await expect(owner.integrationKeys.create(NEW_KEY)).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: "Your last sign-in is more than ten minutes ago.",
    cause: { hint: "Prove your password with profile.confirmPassword, then repeat the call." },
  });
  expect(await count()).toBe(1);
});

it("K10: proving the password opens another ten minutes, in this login alone", async () => {
  const other = await t.runtime.db.loginSession.create({
    data: {
      userId: user().userId,
      confirmedAt: new Date(START),
      lastSeenAt: new Date(START),
      expiresAt: new Date(START + 86_400_000),
    },
  });
  clock.now = START + 60 * MINUTE_MS;
  const owner = await asSession(t.runtime, user());
  await expect(owner.profile.me({})).resolves.toMatchObject({ session: { confirmedUntil: null } });
  await expect(owner.profile.confirmPassword({ password: "wrong" })).rejects.toMatchObject({
    code: "FORBIDDEN",
    cause: { path: "password" },
  });
  await expect(owner.integrationKeys.create(NEW_KEY)).rejects.toMatchObject({ code: "FORBIDDEN" });
  const { confirmedUntil } = await owner.profile.confirmPassword({ password: PASSWORD });
  expect(confirmedUntil).toBe(new Date(START + 70 * MINUTE_MS).toISOString());
  await owner.integrationKeys.create(NEW_KEY);
  clock.now = START + 70 * MINUTE_MS;
  await owner.integrationKeys.create(NEW_KEY);
  const elsewhere = await asSession(t.runtime, { ...user(), sessionId: other.id });
  await expect(elsewhere.integrationKeys.create(NEW_KEY)).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

it("K10: replacing a key asks for the password too; stopping one never does", async () => {
  const { id } = await createKey(t.runtime, user());
  clock.now = START + 11 * MINUTE_MS;
  const { integrationKeys } = await asSession(t.runtime, user());
  await expect(integrationKeys.rotate({ id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(integrationKeys.rotate({ id, graceInDays: 7 })).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  expect((await integrationKeys.list({})).items).toMatchObject([{ id, state: "active" }]);
  await integrationKeys.update({ id, label: "Renamed" });
  expect(await integrationKeys.revoke({ id })).toMatchObject({ state: "revoked" });
  await integrationKeys.revokeAll({});
});

it(
  "K10: a login that ended, or a person who was stopped, while the request was under way " +
    "makes no key",
  async () => {
    const { id } = await createKey(t.runtime, user());
    const { session, sessionId, userId } = user();
    const stale = asPrincipal(t.runtime, session, "web");
    const attempts = async () => {
      await expect(stale.integrationKeys.create(NEW_KEY)).rejects.toMatchObject({
        code: "UNAUTHORIZED",
      });
      await expect(stale.integrationKeys.rotate({ id })).rejects.toMatchObject({
        code: "UNAUTHORIZED",
      });
    };
    await t.runtime.db.user.update({ where: { id: userId }, data: { status: "suspended" } });
    await attempts();
    await t.runtime.db.user.update({ where: { id: userId }, data: { status: "active" } });
    await t.runtime.db.loginSession.update({
      where: { id: sessionId },
      data: { endedAt: new Date() },
    });
    await attempts();
    await t.runtime.db.loginSession.delete({ where: { id: sessionId } });
    await attempts();
    expect(await t.runtime.db.integrationKey.findMany({ where: { userId } })).toMatchObject([
      { id, revokedAt: null },
    ]);
  },
);

it(
  "K10: after the answer to a sign-out no key is made by the login it ended, even one that is " +
    "being made",
  async (context) => {
    context.skip(t.database.engine === "pglite", "needs several connections");
    const owner = await asSession(t.runtime, user());
    const making = await t.runtime.db.$transaction(async (tx) => {
      // Keeps the new key from being stored, after the login was judged.
      await tx.$executeRaw`lock table integration_keys in share row exclusive mode`;
      const creating = owner.integrationKeys.create(NEW_KEY);
      while (!t.statements.some((sql) => /insert into .*"integration_keys"/is.test(sql)))
        await sleep(5);
      const atAnswer = owner.profile.signOutEverywhere({}).then(count);
      await sleep(200);
      return { creating, atAnswer };
    });
    await making.creating;
    expect(await making.atAnswer).toBe(1);
  },
);

it(
  "K10: what the request's session claims about its last proof is not believed; the database " +
    "is asked",
  async () => {
    clock.now = START + 60 * MINUTE_MS;
    const forged = asPrincipal(
      t.runtime,
      { ...user().session, confirmedAt: new Date(clock.now) },
      "web",
    );
    await expect(forged.integrationKeys.create(NEW_KEY)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  },
);
