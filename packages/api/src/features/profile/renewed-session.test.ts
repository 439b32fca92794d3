import { beforeAll, beforeEach, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { batchOf, get, post } from "../../test/requests";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);
const PASSWORD = "correct horse battery staple";
const NEXT = "incorrect mule, empty torch";

const made: { passwordHash: string; user?: TestUser } = { passwordHash: "" };
beforeAll(async () => {
  made.passwordHash = await t.runtime.passwords.hash(PASSWORD);
});
beforeEach(async () => {
  made.user = await createUser(t.runtime, {
    passwordHash: made.passwordHash,
    confirmedAt: new Date(0),
  });
});
const user = () => {
  if (made.user === undefined) throw new Error("not ready");
  return made.user;
};
const cookieOf = (headers: Headers) => headers.getSetCookie()[0]?.split(";")[0] ?? "";
const status = async (cookie: string) =>
  (await get(server.url, "profile.me", { cookie, input: {} })).status;

const PROOFS = [
  ["profile.changePassword", { current: PASSWORD, next: NEXT }],
  ["profile.confirmPassword", { password: PASSWORD }],
] as const;

it.each(PROOFS)(
  "S12: %s gives the browser a new cookie that works on, and a copy of the old one opens nothing",
  async (path, body) => {
    const { cookie } = user();
    const answer = await post(server.url, path, { cookie, body });
    expect(answer.status).toBe(200);
    const renewed = cookieOf(answer.headers);
    expect(renewed).not.toBe(cookie);
    expect([await status(renewed), await status(cookie)]).toEqual([200, 401]);
    const made = { label: "By the thief", preset: "read-only" };
    expect((await post(server.url, "integrationKeys.create", { cookie, body: made })).status).toBe(
      401,
    );
    expect(
      (await post(server.url, "integrationKeys.create", { cookie: renewed, body: made })).status,
    ).toBe(200);
  },
);

it.each(PROOFS)(
  "S12: a batch that %s is part of brings the cookie too, and another part's refusal does " +
    "not keep it back",
  async (path, body) => {
    const { cookie } = user();
    const answer = await post(server.url, `${path},no.suchProcedure?batch=1`, {
      cookie,
      body: batchOf([body, {}]),
    });
    expect(answer.status).toBe(207);
    expect(await status(cookieOf(answer.headers))).toBe(200);
  },
);

it.each([
  ["profile.changePassword", { current: "wrong", next: NEXT }],
  ["profile.changePassword", { current: PASSWORD, next: "12345678" }],
  ["profile.confirmPassword", { password: "wrong" }],
])("S12: %s that is refused leaves the cookie as it is", async (path, body) => {
  const { cookie } = user();
  const answer = await post(server.url, path, { cookie, body });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await status(cookie)).toBe(200);
});

it("S9: the login stays the one it was: when it began and when it ends at the latest", async () => {
  const { cookie, userId } = user();
  const row = () =>
    t.runtime.db.loginSession.findFirstOrThrow({ where: { userId, endedAt: null } });
  const { id: before, ...kept } = await row();
  await post(server.url, "profile.confirmPassword", { cookie, body: { password: PASSWORD } });
  const { id, confirmedAt, lastSeenAt, ...same } = await row();
  expect(id).not.toBe(before);
  expect(confirmedAt.getTime()).toBeGreaterThan(kept.confirmedAt.getTime());
  expect({ ...kept, ...same }).toEqual(kept);
  expect(lastSeenAt).toBeInstanceOf(Date);
});

it(
  "S12: of two confirmations at once the later finds its login gone, and " + "one cookie is left",
  async () => {
    const { cookie } = user();
    const body = { password: PASSWORD };
    const answers = await Promise.all(
      [1, 2].map(() => post(server.url, "profile.confirmPassword", { cookie, body })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401]);
    const renewed = answers.map(({ headers }) => cookieOf(headers)).filter((text) => text !== "");
    expect(renewed).toHaveLength(1);
    expect(await status(renewed[0] ?? "")).toBe(200);
  },
);
