import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { findSession } from "../../identity/find-session";
import { asPrincipal, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestUser } from "../../test/factories";
import { logIn } from "./log-in";

const t = useRuntime();
const CURRENT = "correct horse battery staple";
const NEXT = "incorrect mule, empty torch";

const made: { passwordHash: string; user?: TestUser } = { passwordHash: "" };
beforeAll(async () => {
  made.passwordHash = await t.runtime.passwords.hash(CURRENT);
});
beforeEach(async () => {
  made.user = await createUser(t.runtime, { passwordHash: made.passwordHash });
});
const user = () => {
  if (made.user === undefined) throw new Error("not ready");
  return made.user;
};
const attempt = (password: string) =>
  logIn(t.runtime, { email: user().email, password, ip: null, userAgent: null });
/** The one login of the person that has not ended. */
const liveSession = async () =>
  (
    await t.runtime.db.loginSession.findFirstOrThrow({
      where: { userId: user().userId, endedAt: null },
    })
  ).id;
const isOpen = async (sessionId: string) => (await findSession(t.runtime, sessionId)) !== null;

it("S2: the new password works, the old one does not, and every other login ends", async () => {
  const other = await attempt(CURRENT);
  const { profile } = await asSession(t.runtime, user());
  expect(await profile.changePassword({ current: CURRENT, next: NEXT })).toEqual({
    sessionsEnded: 1,
    keysRevoked: 0,
  });
  expect([await isOpen(await liveSession()), await isOpen(other?.sessionId ?? "")]).toEqual([
    true,
    false,
  ]);
  expect([await attempt(CURRENT), (await attempt(NEXT))?.userId]).toEqual([null, user().userId]);
});

it("keys go on working, unless they are to end with the old password", async () => {
  const { id } = await createKey(t.runtime, user());
  const { profile } = await asSession(t.runtime, user());
  await profile.changePassword({ current: CURRENT, next: NEXT });
  const row = () => t.runtime.db.integrationKey.findUnique({ where: { id } });
  expect(await row()).toMatchObject({ revokedAt: null });
  expect(await profile.changePassword({ current: NEXT, next: CURRENT, revokeKeys: true })).toEqual({
    sessionsEnded: 0,
    keysRevoked: 1,
  });
  expect(await row()).toMatchObject({ revokedAt: expect.any(Date), revokedReason: "account" });
});

it("a wrong current password changes nothing, and is named", async () => {
  const other = await attempt(CURRENT);
  const { profile } = await asSession(t.runtime, user());
  await expect(
    profile.changePassword({ current: "wrong", next: NEXT, revokeKeys: true }),
  ).rejects.toMatchObject({
    code: "FORBIDDEN",
    message: "`current`: not your password.",
    cause: { path: "current", hint: "Type the password you sign in with." },
  });
  expect(await isOpen(other?.sessionId ?? "")).toBe(true);
  expect(await attempt(CURRENT)).not.toBeNull();
});

it("A8: of two changes from one password, one counts", async () => {
  const { profile } = await asSession(t.runtime, user());
  const outcomes = await Promise.allSettled(
    [NEXT, "a third one, of course"].map((next) =>
      profile.changePassword({ current: CURRENT, next }),
    ),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(
    await t.runtime.db.auditEvent.count({
      where: { userId: user().userId, event: "account.passwordChanged" },
    }),
  ).toBe(1);
});

it(
  "A8: a login that ended while its password was checked changes, confirms and deletes " +
    "nothing",
  async () => {
    const { verify } = t.runtime.passwords;
    const calls = [
      (caller: ReturnType<typeof asPrincipal>) =>
        caller.profile.changePassword({ current: CURRENT, next: NEXT }),
      (caller: ReturnType<typeof asPrincipal>) =>
        caller.profile.confirmPassword({ password: CURRENT }),
      (caller: ReturnType<typeof asPrincipal>) => caller.profile.delete({ password: CURRENT }),
    ];
    const end = (endedAt: Date | null) =>
      t.runtime.db.loginSession.update({ where: { id: user().sessionId }, data: { endedAt } });
    for (const call of calls) {
      await end(null);
      vi.spyOn(t.runtime.passwords, "verify").mockImplementationOnce(async (...input) => {
        const matches = await verify(...input);
        await end(new Date());
        return matches;
      });
      await expect(call(asPrincipal(t.runtime, user().session))).rejects.toMatchObject({
        code: "UNAUTHORIZED",
      });
    }
    expect(await attempt(CURRENT)).not.toBeNull();
  },
);

it("L4: the change stands in the person's trail, without either password", async () => {
  const { profile } = await asSession(t.runtime, user());
  await profile.changePassword({ current: CURRENT, next: NEXT });
  const events = await t.runtime.db.auditEvent.findMany({ where: { userId: user().userId } });
  expect(events).toMatchObject([
    { event: "account.passwordChanged", ip: "192.0.2.1", client: "tests" },
  ]);
  expect(JSON.stringify(events)).not.toMatch(/horse|mule/);
});

it("a person may take another name; nobody else's changes", async () => {
  const { profile } = await asSession(t.runtime, user());
  expect(await profile.update({ name: "  Ada  " })).toEqual({ name: "Ada" });
  expect((await (await asSession(t.runtime, user())).profile.me({})).user.name).toBe("Ada");
  expect(await t.runtime.db.user.count({ where: { name: "Ada" } })).toBe(1);
});
