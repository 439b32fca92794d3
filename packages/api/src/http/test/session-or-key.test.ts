import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { type Answer, get, post, problemOf, problemsOf } from "../../test/requests";
import { useServer } from "../../test/server";
import { PROCEDURES } from "../procedure-table";

// What only a signed-in person may do, a key can do in no way (A3, S4).

const t = useRuntime();
const server = useServer(t);

const made: { owner?: TestUser; key?: TestKey; other?: TestUser } = {};
beforeAll(async () => {
  made.owner = await createUser(t.runtime, { role: "admin" });
  made.key = await createKey(t.runtime, made.owner);
  made.other = await createUser(t.runtime, { role: "admin" });
});
const authorization = () => made.key?.authorization ?? "";
const cookie = () => made.owner?.cookie ?? "";

const sessionOnly = [...PROCEDURES].filter(([, { meta }]) => meta?.access.kind === "session");
const call = (
  path: string,
  type: string,
  sender: { authorization: string; cookie?: string },
): Promise<Answer> =>
  type === "query" ? get(server.url, path, sender) : post(server.url, path, sender);

it("there are procedures for sessions only, among them all that manage keys and people", () => {
  const paths = sessionOnly.map(([path]) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      "integrationKeys.create",
      "integrationKeys.list",
      "profile.changePassword",
      "admin.setRole",
    ]),
  );
  for (const path of PROCEDURES.keys())
    if (path.startsWith("integrationKeys.") || path.startsWith("admin."))
      expect(paths).toContain(path);
});

it.each(sessionOnly.map(([path, { type }]) => [path, type]))(
  "A3: a key with every scope cannot call %s (a %s): alone, in a batch, with its owner's or " +
    "somebody's session beside it",
  async (path, type) => {
    const before = await snapshot();
    const companion = type === "query" ? "me.get" : "accounts.create";
    for (const session of [undefined, cookie(), made.other?.cookie ?? ""]) {
      const sender = {
        authorization: authorization(),
        ...(session === undefined ? {} : { cookie: session }),
      };
      const alone = await call(path, type, sender);
      expect(alone.status).toBe(401);
      expect(problemOf(alone).hint).toBe(
        "Sign in to pfn in a browser. Integration keys can never do this.",
      );
      const batch = await call(`${companion},${path},${path}?batch=1`, type, sender);
      expect(problemsOf(batch).map((problem) => problem?.status ?? null)).toEqual([
        type === "query" ? null : 400,
        401,
        401,
      ]);
    }
    expect(await snapshot()).toEqual(before);
  },
);

/** What session-only procedures could change. */
async function snapshot() {
  const { db } = t.runtime;
  const users = await db.user.findMany({
    orderBy: { id: "asc" },
    select: { id: true, name: true, role: true, status: true, passwordHash: true },
  });
  const sessions = await db.loginSession.findMany({
    orderBy: { id: "asc" },
    select: { id: true, endedAt: true, confirmedAt: true },
  });
  const keys = await db.integrationKey.findMany({
    orderBy: { id: "asc" },
    select: { id: true, label: true, revokedAt: true, expiresAt: true },
  });
  return { users, sessions, keys };
}

it("a session opens what is for sessions, and the ledger, but not what is for keys", async () => {
  expect((await get(server.url, "profile.me", { cookie: cookie() })).status).toBe(200);
  expect((await get(server.url, "accounts.list", { cookie: cookie() })).status).toBe(200);
  const refused = await get(server.url, "me.get", { cookie: cookie() });
  expect(refused.status).toBe(401);
  expect(refused.headers.get("www-authenticate")).toBe('Bearer realm="pfn"');
});

it("where both arrive, the key decides which ledger is written, and the log names it", async () => {
  const body = { name: "From a key", type: "cash", currency: "EUR" };
  const answer = await post(server.url, "accounts.create", {
    authorization: authorization(),
    cookie: made.other?.cookie ?? "",
    body,
  });
  expect(answer.status).toBe(200);
  const account = await t.runtime.db.account.findFirstOrThrow({ where: { name: body.name } });
  expect(account.ledgerId).toBe(made.owner?.liveLedgerId);
  const operation = await t.runtime.db.operation.findFirstOrThrow({
    where: { ledgerId: account.ledgerId },
    orderBy: { seq: "desc" },
  });
  expect(operation).toMatchObject({ actor: "key", keyId: made.key?.id, channel: "trpc" });
});

it("where both arrive, the session lends the key no scope", async () => {
  if (made.owner === undefined) throw new Error("not ready");
  const narrow = await createKey(t.runtime, made.owner, { scopes: ["reports:read"] });
  const answer = await get(server.url, "accounts.list", {
    authorization: narrow.authorization,
    cookie: cookie(),
  });
  expect(answer.status).toBe(403);
});

it("a test key opens the test ledger and never the live one", async () => {
  if (made.owner === undefined) throw new Error("not ready");
  const { authorization: testKey } = await createKey(t.runtime, made.owner, { mode: "test" });
  const body = { name: "Play money", type: "cash", currency: "EUR" };
  expect((await post(server.url, "accounts.create", { authorization: testKey, body })).status).toBe(
    200,
  );
  const account = await t.runtime.db.account.findFirstOrThrow({ where: { name: body.name } });
  expect(account.ledgerId).toBe(made.owner.testLedgerId);
  const live = await get(server.url, "accounts.list", { authorization: authorization() });
  expect(live.text).not.toContain("Play money");
});
