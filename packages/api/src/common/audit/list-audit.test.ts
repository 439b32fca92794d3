import { beforeEach, expect, it } from "vitest";
import { createPfnServer } from "../../pfn-server";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
const PASSWORD = "correct horse battery staple";
const CALLER = { ip: "203.0.113.7", userAgent: "Firefox" };

const made: { user?: TestUser } = {};
beforeEach(async () => {
  made.user = await createUser(t.runtime, {
    passwordHash: await t.runtime.passwords.hash(PASSWORD),
  });
});
const user = () => {
  if (made.user === undefined) throw new Error("not ready");
  return made.user;
};
const trail = async () => (await (await asSession(t.runtime, user())).profile.audit({})).items;

it(
  "L4: the owner sees logins, refusals, and what happened to keys and password, newest first, " +
    "and from where",
  async () => {
    const pfn = createPfnServer(t.runtime);
    const owner = await asSession(t.runtime, user());
    const login = await pfn.logIn({ email: user().email, password: PASSWORD, ...CALLER });
    await pfn.logIn({ email: user().email, password: "wrong", ...CALLER });
    await t.runtime.background.settle();
    await pfn.endSession(login?.sessionId ?? "");
    const { integrationKey } = await owner.integrationKeys.create({
      label: "Agent",
      scopes: ["accounts:read"],
    });
    await owner.integrationKeys.update({ id: integrationKey.id, label: "Robot" });
    await owner.integrationKeys.revoke({ id: integrationKey.id });
    await owner.integrationKeys.revoke({ id: integrationKey.id });
    await owner.profile.changePassword({ current: PASSWORD, next: "a violet bicycle for Ada" });
    // The login has another id since, as a browser learns by its cookie.
    const renewed = await t.runtime.db.loginSession.findFirstOrThrow({
      where: { userId: user().userId, endedAt: null },
      select: { id: true },
    });
    made.user = { ...user(), sessionId: renewed.id };
    const key = { id: integrationKey.id, label: "Robot" };
    expect(await trail()).toMatchObject([
      { event: "account.passwordChanged", key: null, ip: "192.0.2.1", client: "tests" },
      { event: "key.revoked", key, details: { reason: "owner" } },
      { event: "key.updated", key },
      { event: "key.created", key, details: { scopes: ["accounts:read"] } },
      { event: "session.ended", key: null, ip: null },
      { event: "session.refused", ip: CALLER.ip, client: CALLER.userAgent },
      { event: "session.started", ip: CALLER.ip, client: CALLER.userAgent },
    ]);
    expect(JSON.stringify(await trail())).not.toMatch(/horse|violet|pfn_live_\w{6}/);
  },
);

it("L4: what an administrator did to a person is in the person's trail", async () => {
  const admin = await asSession(t.runtime, await createUser(t.runtime, { role: "admin" }));
  const { userId } = user();
  await admin.admin.setRole({ userId, role: "admin" });
  await admin.admin.suspend({ userId });
  await admin.admin.unsuspend({ userId });
  await t.runtime.db.loginSession.updateMany({ where: { userId }, data: { endedAt: null } });
  expect(await trail()).toMatchObject([
    { event: "account.unsuspended", ip: null },
    { event: "account.suspended", ip: null },
    { event: "account.roleChanged", details: { role: "admin" } },
  ]);
});

it("L4: the trail is read by pages, each event once; its cursor fits nobody else's", async () => {
  const at = new Date("2026-03-31T12:00:00.000Z");
  const { userId } = user();
  // Several in one millisecond.
  await t.runtime.db.auditEvent.createMany({
    data: Array.from({ length: 7 }, () => ({ userId, event: "account.renamed", createdAt: at })),
  });
  const owner = await asSession(t.runtime, user());
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof owner.profile.audit>> = await owner.profile.audit({
      limit: 3,
      ...(cursor === null ? {} : { cursor }),
    });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(ids).size).toBe(7);
  expect(ids).toHaveLength(7);
  const stranger = await asSession(t.runtime, await createUser(t.runtime));
  expect((await stranger.profile.audit({})).items).toEqual([]);
  const { nextCursor } = await owner.profile.audit({ limit: 1 });
  expect(await refusalOf(stranger.profile.audit({ cursor: nextCursor ?? "" }))).toMatchObject({
    status: 400,
    path: "cursor",
  });
});
