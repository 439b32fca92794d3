import { beforeEach, expect, it } from "vitest";
import { findSession } from "../../identity/find-session";
import { asSession } from "../../test/callers";
import { sessionCookie, useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { get } from "../../test/requests";
import { useServer } from "../../test/server";

// A login is a row: it opens something exactly as long as the row says (S2, S3, S9).

const t = useRuntime();
const server = useServer(t);
const DAY_MS = 86_400_000;
const START = Date.parse("2026-03-31T12:00:00.000Z");

const clock = { now: START };
const made: { user?: TestUser } = {};
beforeEach(async () => {
  clock.now = START;
  t.runtime.now = () => new Date(clock.now);
  made.user = await createUser(t.runtime);
});
const user = () => {
  if (made.user === undefined) throw new Error("not ready");
  return made.user;
};
const ask = async (sessionId = user().sessionId) =>
  (await get(server.url, "profile.me", { cookie: sessionCookie(sessionId) })).status;
async function anotherLogin(): Promise<string> {
  const times = {
    confirmedAt: new Date(clock.now),
    lastSeenAt: new Date(clock.now),
    createdAt: new Date(clock.now),
  };
  const data = {
    userId: user().userId,
    expiresAt: new Date(clock.now + 30 * DAY_MS),
    ip: "203.0.113.9",
    client: "Phone",
    ...times,
  };
  return (await t.runtime.db.loginSession.create({ data })).id;
}

it("a person sees where they are signed in, and which login is this one", async () => {
  clock.now += 1_000;
  const phone = await anotherLogin();
  const { items } = await (await asSession(t.runtime, user())).profile.sessions({});
  expect(items).toEqual([
    {
      id: phone,
      isCurrent: false,
      ip: "203.0.113.9",
      client: "Phone",
      createdAt: new Date(clock.now).toISOString(),
      lastSeenAt: new Date(clock.now).toISOString(),
    },
    expect.objectContaining({ id: user().sessionId, isCurrent: true }),
  ]);
});

it("many logins come in pages, the latest used first", async () => {
  for (let index = 0; index < 4; index++) {
    clock.now += 1_000;
    await anotherLogin();
  }
  const { profile } = await asSession(t.runtime, user());
  const first = await profile.sessions({ limit: 3 });
  const second = await profile.sessions({ limit: 3, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...second.items]).toEqual((await profile.sessions({})).items);
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 2, null]);
});

it("S2: one login can be ended by itself, for its very next request", async () => {
  const phone = await anotherLogin();
  const { profile } = await asSession(t.runtime, user());
  expect(await ask(phone)).toBe(200);
  expect(await profile.endSession({ id: phone })).toEqual({ id: phone });
  expect([await ask(phone), await ask()]).toEqual([401, 200]);
  expect((await profile.sessions({})).items.map(({ id }) => id)).toEqual([user().sessionId]);
  const first = await t.runtime.db.loginSession.findUniqueOrThrow({ where: { id: phone } });
  clock.now += 1_000;
  await profile.endSession({ id: phone });
  expect(await t.runtime.db.loginSession.findUniqueOrThrow({ where: { id: phone } })).toEqual(
    first,
  );
  expect(
    await t.runtime.db.auditEvent.count({ where: { sessionId: phone, event: "session.ended" } }),
  ).toBe(1);
});

it("S2: signing out everywhere ends all logins, this one included, and nobody else's", async () => {
  const [phone, other] = [await anotherLogin(), await createUser(t.runtime)];
  const { profile } = await asSession(t.runtime, user());
  expect(await profile.signOutEverywhere({})).toEqual({ sessionsEnded: 2 });
  expect([await ask(), await ask(phone), await ask(other.sessionId)]).toEqual([401, 401, 200]);
});

it(
  "S3: suspension, demotion and promotion count from the next call on, as the database has " +
    "them",
  async () => {
    const { userId } = user();
    const users = async () =>
      (await get(server.url, "admin.users", { cookie: user().cookie })).status;
    expect(await users()).toBe(403);
    await t.runtime.db.user.update({ where: { id: userId }, data: { role: "admin" } });
    expect(await users()).toBe(200);
    await t.runtime.db.user.update({ where: { id: userId }, data: { role: "member" } });
    expect([await users(), await ask()]).toEqual([403, 200]);
    await t.runtime.db.user.update({ where: { id: userId }, data: { status: "suspended" } });
    expect([await users(), await ask()]).toEqual([401, 401]);
  },
);

it("S9: a login ends after seven days without use, to the millisecond", async () => {
  clock.now = START + 7 * DAY_MS - 1;
  expect(await findSession(t.runtime, user().sessionId)).not.toBeNull();
  await t.runtime.background.settle();
  clock.now += 7 * DAY_MS;
  expect(await findSession(t.runtime, user().sessionId)).toBeNull();
  expect(await ask()).toBe(401);
});

it("S9: a login ends thirty days after it began, however much it is used", async () => {
  for (let day = 1; day < 30; day++) {
    clock.now = START + day * DAY_MS;
    expect(await findSession(t.runtime, user().sessionId), `day ${day}`).not.toBeNull();
    await t.runtime.background.settle();
  }
  clock.now = START + 30 * DAY_MS - 1;
  expect(await findSession(t.runtime, user().sessionId)).not.toBeNull();
  clock.now += 1;
  expect(await findSession(t.runtime, user().sessionId)).toBeNull();
});

it("S9: logins that ended by time are not listed", async () => {
  await anotherLogin();
  clock.now = START + 6 * DAY_MS;
  await findSession(t.runtime, user().sessionId);
  await t.runtime.background.settle();
  clock.now = START + 8 * DAY_MS;
  const { profile } = await asSession(t.runtime, user());
  expect((await profile.sessions({})).items.map(({ id }) => id)).toEqual([user().sessionId]);
});

it(
  "S2: noting a login's use is off the request's path, at most once a minute, and never " +
    "revives it",
  async () => {
    const lastSeen = async () =>
      (
        await t.runtime.db.loginSession.findUniqueOrThrow({ where: { id: user().sessionId } })
      ).lastSeenAt.getTime() - START;
    const noteSeen = (at: number) =>
      t.runtime.db.loginSession.update({
        where: { id: user().sessionId },
        data: { lastSeenAt: new Date(at) },
      });
    const seen: number[] = [];
    for (const at of [30_000, 61_000, 90_000, 121_000, 123_000]) {
      clock.now = START + at;
      await findSession(t.runtime, user().sessionId);
      await t.runtime.background.settle();
      seen.push(await lastSeen());
    }
    expect(seen).toEqual([0, 61_000, 61_000, 61_000, 123_000]);
    clock.now = START + 600_000;
    // Another instance saw the person later than this one.
    const early = findSession(t.runtime, user().sessionId);
    await noteSeen(START + 630_000);
    await early;
    await t.runtime.background.settle();
    expect(await lastSeen()).toBe(630_000);
    clock.now = START + 900_000;
    const found = findSession(t.runtime, user().sessionId);
    await t.runtime.db.loginSession.update({
      where: { id: user().sessionId },
      data: { endedAt: new Date(clock.now) },
    });
    await found;
    await t.runtime.background.settle();
    expect(await ask()).toBe(401);
  },
);

it(
  "a login opens its person's live ledger; without one it is nobody's, and never opens the " +
    "test ledger",
  async () => {
    const { sessionId, liveLedgerId } = user();
    const { db } = t.runtime;
    expect(await findSession(t.runtime, sessionId)).toMatchObject({
      ledgerId: liveLedgerId,
      mode: "live",
    });
    const nobody = { email: "heir@example.org", name: "Heir", passwordHash: "none" };
    const heir = await db.user.create({ data: nobody, select: { id: true } });
    await db.ledger.update({
      where: { id: liveLedgerId },
      data: { userId: heir.id },
      select: { id: true },
    });
    expect(await findSession(t.runtime, sessionId)).toBeNull();
    expect(await ask()).toBe(401);
  },
);

it.each(["", "x", "not-a-uuid", "00000000-0000-0000-0000-000000000000", "1%27%20or%201=1"])(
  "a cookie that names no login (%j) is nobody's, not an error",
  async (text) => {
    expect(await ask(text)).toBe(401);
  },
);
