import { hash } from "@node-rs/argon2";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createPfnServer } from "../../pfn-server";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { logIn } from "./log-in";

const t = useRuntime();
const PASSWORD = "correct horse battery staple";
const CALLER = { ip: "203.0.113.7", userAgent: "Firefox" };
/** The same as it is stored. */
const STORED = { ip: CALLER.ip, client: CALLER.userAgent };

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
const attempt = (email: unknown, password: unknown = PASSWORD) =>
  logIn(t.runtime, { email, password, ...CALLER });
const sessions = () => t.runtime.db.loginSession.count();

it("the right password starts a login of its own each time, proven at that moment", async () => {
  const [one, two] = [await attempt(user().email), await attempt(user().email)];
  expect(one).toEqual({
    sessionId: expect.any(String),
    userId: user().userId,
    email: user().email,
    name: "Test Person",
  });
  expect(one?.sessionId).not.toBe(two?.sessionId);
  const row = await t.runtime.db.loginSession.findUniqueOrThrow({
    where: { id: one?.sessionId ?? "" },
  });
  expect(row).toMatchObject({ ...STORED, userId: user().userId, endedAt: null });
  expect(row.confirmedAt).toEqual(row.createdAt);
  expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBe(30 * 86_400_000);
});

it("S11: the address may be written in any case and with spaces around it", async () => {
  expect(await attempt(`  ${user().email.toUpperCase()} `)).toMatchObject({
    userId: user().userId,
  });
});

const suspend = () =>
  t.runtime.db.user.update({ where: { id: user().userId }, data: { status: "suspended" } });
const REFUSED: Record<string, () => Promise<unknown>> = {
  "an unknown address": () => attempt("nobody@example.org"),
  "what is no address": () => attempt("nobody"),
  "no address": () => attempt(undefined),
  "an address that is an object": () => attempt({ contains: "@" }),
  "a wrong password": () => attempt(user().email, "wrong"),
  "a suspended person's right password": async () => {
    await suspend();
    return attempt(user().email);
  },
  "a suspended person's wrong password": async () => {
    await suspend();
    return attempt(user().email, "wrong");
  },
};
it.each(Object.keys(REFUSED))(
  "S5: %s is refused like any other, after one check of a password, and starts nothing",
  async (name) => {
    const before = await sessions();
    const verify = vi.spyOn(t.runtime.passwords, "verify");
    expect(await REFUSED[name]?.()).toBeNull();
    expect(verify).toHaveBeenCalledTimes(1);
    expect(await sessions()).toBe(before);
  },
);

it(
  "S5: known or unknown, a refusal costs the same statement before the answer and the same " +
    "one some time after it",
  async () => {
    const sent: string[][] = [];
    for (const email of [user().email, "nobody@example.org", "nobody"]) {
      await t.runtime.background.settle();
      t.statements.length = 0;
      const run = vi.spyOn(t.runtime.background, "run");
      expect(await attempt(email, "wrong")).toBeNull();
      if (email !== "nobody") expect(t.statements).toHaveLength(1);
      expect(run.mock.calls).toEqual([
        ["session.refused", expect.any(Function), { withinMs: 250 }],
      ]);
      await t.runtime.background.settle();
      sent.push([...t.statements]);
      run.mockRestore();
    }
    expect(sent[0]).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  },
);

it.each([
  ["nothing", ""],
  ["null", null],
  ["a number", 7],
  ["a list", ["x"]],
  ["1 025 characters", "x".repeat(1_025)],
])("S7: a password that is %s is refused unhashed, whoever it is for", async (_, password) => {
  const verify = vi.spyOn(t.runtime.passwords, "verify");
  expect([
    await attempt(user().email, password),
    await attempt("nobody@example.org", password),
  ]).toEqual([null, null]);
  expect(verify).not.toHaveBeenCalled();
});

it(
  "L4: logins and refusals stand in the person's trail, with address and client, without the " +
    "password",
  async () => {
    const login = await attempt(user().email);
    await attempt(user().email, "wrong horse");
    await t.runtime.background.settle();
    const events = await t.runtime.db.auditEvent.findMany({
      where: { userId: user().userId },
      orderBy: { id: "asc" },
    });
    expect(events).toMatchObject([
      { event: "session.started", sessionId: login?.sessionId, ...STORED },
      { event: "session.refused", sessionId: null, ...STORED },
    ]);
    expect(JSON.stringify(events)).not.toContain("horse");
  },
);

it(
  "A8: a password that was changed, or a person who was suspended, while the password was " +
    "checked starts nothing",
  async () => {
    const { verify } = t.runtime.passwords;
    const meanwhile = [
      () =>
        t.runtime.db.user.update({
          where: { id: user().userId },
          data: { passwordHash: "changed" },
        }),
      () => suspend(),
      () => t.runtime.db.user.delete({ where: { id: user().userId } }),
    ];
    for (const change of meanwhile) {
      await t.runtime.db.user.updateMany({
        where: { id: user().userId },
        data: { passwordHash: made.passwordHash, status: "active" },
      });
      const before = await sessions();
      vi.spyOn(t.runtime.passwords, "verify").mockImplementationOnce(async (...input) => {
        const matches = await verify(...input);
        await change();
        return matches;
      });
      vi.spyOn(t.runtime.background, "run").mockImplementation(() => undefined);
      expect(await attempt(user().email)).toBeNull();
      expect(await sessions()).toBeLessThanOrEqual(before);
    }
  },
);

it("S6: when too many checks wait, a login is told to come back, known or not", async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 150 }, (_, index) =>
      attempt(index % 2 === 0 ? user().email : "nobody@example.org", "wrong"),
    ),
  );
  const refused = outcomes.flatMap((outcome, index) =>
    outcome.status === "rejected" ? [{ index, reason: outcome.reason }] : [],
  );
  expect(new Set(refused.map(({ index }) => index % 2))).toEqual(new Set([0, 1]));
  for (const { reason } of refused) expect(reason).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
});

const hashOf = async () =>
  (
    await t.runtime.db.user.findUniqueOrThrow({
      where: { id: user().userId },
      select: { passwordHash: true },
    })
  ).passwordHash;

it(
  "S6: a hash of older parameters is replaced at the next login, which still fits, and one of " +
    "today's is left alone",
  async () => {
    await attempt(user().email);
    await t.runtime.background.settle();
    expect(await hashOf()).toBe(made.passwordHash);
    const old = await hash(PASSWORD, {
      algorithm: 2,
      memoryCost: 8_192,
      timeCost: 1,
      parallelism: 1,
    });
    await t.runtime.db.user.update({ where: { id: user().userId }, data: { passwordHash: old } });
    expect(await attempt(user().email, "wrong")).toBeNull();
    await t.runtime.background.settle();
    expect(await hashOf()).toBe(old);
    expect(await attempt(user().email)).not.toBeNull();
    await t.runtime.background.settle();
    expect(await hashOf()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await attempt(user().email)).not.toBeNull();
  },
);

it("S6: a password that is changed while its old hash is renewed stays changed", async () => {
  const old = await hash(PASSWORD, {
    algorithm: 2,
    memoryCost: 8_192,
    timeCost: 1,
    parallelism: 1,
  });
  await t.runtime.db.user.update({ where: { id: user().userId }, data: { passwordHash: old } });
  const { hash: renew } = t.runtime.passwords;
  vi.spyOn(t.runtime.passwords, "hash").mockImplementationOnce(async (password) => {
    await t.runtime.db.user.update({
      where: { id: user().userId },
      data: { passwordHash: "changed" },
    });
    return renew(password);
  });
  expect(await attempt(user().email)).not.toBeNull();
  await t.runtime.background.settle();
  expect(await hashOf()).toBe("changed");
});

it("the web app's sign-in is this login", async () => {
  const server = createPfnServer(t.runtime);
  const login = await server.logIn({ email: user().email, password: PASSWORD, ...CALLER });
  expect(await server.readSession(`session=${login?.sessionId}`)).toMatchObject({
    kind: "session",
    userId: user().userId,
  });
  await server.endSession(login?.sessionId ?? "");
  expect(await server.readSession(`session=${login?.sessionId}`)).toBeNull();
  expect(await server.readSession(null)).toBeNull();
  const caller = await server.caller({ cookie: user().cookie });
  expect((await caller.profile.me({})).user.id).toBe(user().userId);
  await expect((await server.caller({ cookie: null })).profile.me({})).rejects.toMatchObject({
    code: "UNAUTHORIZED",
  });
});
