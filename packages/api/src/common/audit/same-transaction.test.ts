import { afterAll, beforeAll, expect, it } from "vitest";
import { logIn } from "../../features/profile/log-in";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { post } from "../../test/requests";
import { useServer } from "../../test/server";

// What happens to keys, logins, roles and passwords is recorded, or it does not happen (L4).

const t = useRuntime();
const server = useServer(t);
const PASSWORD = "correct horse battery staple 47";

const made: { admin?: TestUser; member?: TestUser; key?: TestKey } = {};
const ready = () => {
  const { admin, member, key } = made;
  if (admin === undefined || member === undefined || key === undefined)
    throw new Error("not ready");
  return { admin, member, key };
};
beforeAll(async () => {
  made.admin = await createUser(t.runtime, { role: "admin" });
  made.member = await createUser(t.runtime, {
    passwordHash: await t.runtime.passwords.hash(PASSWORD),
  });
  made.key = await createKey(t.runtime, made.member);
  await t.runtime.db
    .$executeRaw`alter table audit_events add constraint nothing_more check (false) not valid`;
});
afterAll(() => t.runtime.db.$executeRaw`alter table audit_events drop constraint nothing_more`);

const CALLS: [string, () => { by: TestUser; body: object }][] = [
  [
    "integrationKeys.create",
    () => ({ by: ready().member, body: { label: "Unrecorded", preset: "full" } }),
  ],
  ["integrationKeys.rotate", () => ({ by: ready().member, body: { id: ready().key.id } })],
  [
    "integrationKeys.update",
    () => ({ by: ready().member, body: { id: ready().key.id, label: "Renamed" } }),
  ],
  ["integrationKeys.revoke", () => ({ by: ready().member, body: { id: ready().key.id } })],
  ["integrationKeys.revokeAll", () => ({ by: ready().member, body: {} })],
  [
    "profile.changePassword",
    () => ({ by: ready().member, body: { current: PASSWORD, next: `${PASSWORD}8` } }),
  ],
  ["profile.signOutEverywhere", () => ({ by: ready().member, body: {} })],
  [
    "admin.setRole",
    () => ({ by: ready().admin, body: { userId: ready().member.userId, role: "admin" } }),
  ],
  ["admin.suspend", () => ({ by: ready().admin, body: { userId: ready().member.userId } })],
  ["admin.revokeKeys", () => ({ by: ready().admin, body: { userId: ready().member.userId } })],
];

it.each(CALLS)("L4: %s changes nothing when it cannot be recorded", async (path, call) => {
  const before = await dumpTables(t.runtime.db);
  const { by, body } = call();
  t.statements.length = 0;
  const answer = await post(server.url, path, { cookie: by.cookie, body });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.text).not.toContain("pfn_live_");
  expect(t.statements.filter((sql) => /insert into .*audit_events/i.test(sql))).not.toEqual([]);
  expect(await dumpTables(t.runtime.db)).toEqual(before);
});

it("L4: nobody is signed in or up unrecorded", async () => {
  const before = await dumpTables(t.runtime.db);
  const { email } = ready().member;
  await expect(
    logIn(t.runtime, { email, password: PASSWORD, ip: null, userAgent: null }),
  ).rejects.toThrow();
  const body = { name: "Ada", email: "ada@example.org", password: PASSWORD };
  expect((await post(server.url, "profile.signUp", { body })).status).toBeGreaterThanOrEqual(400);
  expect(await dumpTables(t.runtime.db)).toEqual(before);
});
