import { beforeEach, expect, it } from "vitest";
import { newId } from "../../common/ids";
import { findSession } from "../../identity/find-session";
import type { AppCaller } from "../../root";
import { asPrincipal, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestUser } from "../../test/factories";

const t = useRuntime();

const made: { admin?: TestUser; member?: TestUser } = {};
beforeEach(async () => {
  await t.runtime.db.user.deleteMany();
  made.admin = await createUser(t.runtime, { role: "admin" });
  made.member = await createUser(t.runtime);
});
const people = () => {
  if (made.admin === undefined || made.member === undefined) throw new Error("not ready");
  return { admin: made.admin, member: made.member };
};
const asAdmin = async () => (await asSession(t.runtime, people().admin)).admin;
const rowOf = ({ userId }: TestUser) =>
  t.runtime.db.user.findUniqueOrThrow({ where: { id: userId } });

const CALLS: [string, (admin: AppCaller["admin"], userId: string) => Promise<unknown>][] = [
  ["users", (admin) => admin.users({})],
  ["suspend", (admin, userId) => admin.suspend({ userId })],
  ["unsuspend", (admin, userId) => admin.unsuspend({ userId })],
  ["setRole", (admin, userId) => admin.setRole({ userId, role: "admin" })],
  ["revokeKeys", (admin, userId) => admin.revokeKeys({ userId })],
];

it.each(CALLS)("S3: a member cannot call admin.%s, not even about themselves", async (_, call) => {
  const { admin } = await asSession(t.runtime, people().member);
  for (const { userId } of [people().member, people().admin])
    await expect(call(admin, userId)).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(await rowOf(people().member)).toMatchObject({ role: "member", status: "active" });
  expect(await rowOf(people().admin)).toMatchObject({ role: "admin", status: "active" });
});

it.each(CALLS.slice(1))(
  "A8: an administrator whose role or login ended while admin.%s was under way does nothing",
  async (_, call) => {
    const { admin, member } = people();
    const stale = asPrincipal(t.runtime, admin.session).admin;
    await t.runtime.db.user.update({ where: { id: admin.userId }, data: { role: "member" } });
    await expect(call(stale, member.userId)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await t.runtime.db.user.update({ where: { id: admin.userId }, data: { role: "admin" } });
    await t.runtime.db.loginSession.update({
      where: { id: admin.sessionId },
      data: { endedAt: new Date() },
    });
    await expect(call(stale, member.userId)).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect(await rowOf(member)).toMatchObject({ role: "member", status: "active" });
  },
);

it(
  "S3: two administrators who take each other's role at the same moment " + "leave one of them",
  async () => {
    for (let round = 0; round < 5; round++) {
      const pair = [
        await createUser(t.runtime, { role: "admin" }),
        await createUser(t.runtime, { role: "admin" }),
      ] as const;
      const callers = [
        await asSession(t.runtime, pair[0]),
        await asSession(t.runtime, pair[1]),
      ] as const;
      await Promise.allSettled([
        callers[0].admin.setRole({ userId: pair[1].userId, role: "member" }),
        callers[1].admin.setRole({ userId: pair[0].userId, role: "member" }),
      ]);
      const roles = [(await rowOf(pair[0])).role, (await rowOf(pair[1])).role];
      expect(roles.sort()).toEqual(["admin", "member"]);
    }
  },
);

it("K8: suspending a person ends their logins and keys with it, recorded together", async () => {
  const { member, admin } = people();
  const { id } = await createKey(t.runtime, member);
  expect(await (await asAdmin()).suspend({ userId: member.userId })).toMatchObject({
    id: member.userId,
    status: "suspended",
  });
  expect(await findSession(t.runtime, member.sessionId)).toBeNull();
  expect(await t.runtime.db.integrationKey.findUnique({ where: { id } })).toMatchObject({
    revokedAt: expect.any(Date),
    revokedReason: "account",
  });
  const events = await t.runtime.db.auditEvent.findMany({
    where: { userId: member.userId },
    orderBy: { id: "asc" },
  });
  expect(events.map(({ event }) => event).sort()).toEqual(["account.suspended", "key.revoked"]);
  expect(JSON.stringify(events)).toContain(admin.userId);
});

it("K8: of a suspension either everything happens or nothing: status, logins, keys", async () => {
  const { member } = people();
  const { id } = await createKey(t.runtime, member);
  const { db } = t.runtime;
  await db.$executeRaw`alter table audit_events
    add constraint no_more check (event <> 'key.revoked') not valid`;
  await expect((await asAdmin()).suspend({ userId: member.userId })).rejects.toThrow();
  await db.$executeRaw`alter table audit_events drop constraint no_more`;
  expect(await rowOf(member)).toMatchObject({ status: "active" });
  expect(await findSession(t.runtime, member.sessionId)).not.toBeNull();
  expect(await db.integrationKey.findUnique({ where: { id } })).toMatchObject({ revokedAt: null });
});

it("a person who may come back has to sign in again", async () => {
  const { member } = people();
  const admin = await asAdmin();
  await admin.suspend({ userId: member.userId });
  expect(await admin.unsuspend({ userId: member.userId })).toMatchObject({ status: "active" });
  expect(await findSession(t.runtime, member.sessionId)).toBeNull();
});

it("S2: a new role ends the person's logins, so that they sign in with it", async () => {
  const { member } = people();
  expect(await (await asAdmin()).setRole({ userId: member.userId, role: "admin" })).toMatchObject({
    role: "admin",
  });
  expect(await findSession(t.runtime, member.sessionId)).toBeNull();
});

it("K10: what gives power asks for the password, what takes it away does not", async () => {
  const { member } = people();
  const stale = await createUser(t.runtime, { role: "admin", confirmedAt: new Date(0) });
  const { admin } = await asSession(t.runtime, stale);
  const { userId } = member;
  for (const call of [
    () => admin.setRole({ userId, role: "admin" }),
    () => admin.unsuspend({ userId }),
  ])
    await expect(call()).rejects.toMatchObject({
      code: "FORBIDDEN",
      cause: { hint: expect.stringContaining("confirm") },
    });
  expect(await admin.revokeKeys({ userId })).toEqual({ revoked: 0 });
  expect(await admin.setRole({ userId, role: "member" })).toMatchObject({ role: "member" });
  expect(await admin.suspend({ userId })).toMatchObject({ status: "suspended" });
});

it(
  "an administrator cannot suspend or demote themselves, by which the server could lose its " +
    "last one",
  async () => {
    const { admin } = people();
    const calls = await asAdmin();
    await expect(calls.suspend({ userId: admin.userId })).rejects.toMatchObject({
      code: "CONFLICT",
      cause: { path: "userId" },
    });
    await expect(calls.setRole({ userId: admin.userId, role: "member" })).rejects.toMatchObject({
      code: "CONFLICT",
      cause: { path: "userId" },
    });
    expect(await rowOf(admin)).toMatchObject({ role: "admin", status: "active" });
  },
);

it("an id that nobody has is a 404 naming `userId`, and nothing is recorded", async () => {
  const before = await t.runtime.db.auditEvent.count();
  for (const [, call] of CALLS.slice(1))
    await expect(call(await asAdmin(), newId())).rejects.toMatchObject({
      code: "NOT_FOUND",
      cause: { path: "userId" },
    });
  expect(await t.runtime.db.auditEvent.count()).toBe(before);
});

it("the list of people holds neither password hashes nor anything of their ledgers", async () => {
  const { items } = await (await asAdmin()).users({});
  expect(items).toHaveLength(2);
  for (const item of items)
    expect(Object.keys(item).sort()).toEqual([
      "createdAt",
      "email",
      "id",
      "name",
      "role",
      "status",
    ]);
});
