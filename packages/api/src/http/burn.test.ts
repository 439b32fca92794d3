import { generateKey } from "@pfn/keys";
import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../test/database";
import { createKey, createUser, type TestUser } from "../test/factories";
import { get, send } from "../test/requests";
import { useServer } from "../test/server";

const t = useRuntime();
const server = useServer(t);

const made: { user?: TestUser } = {};
beforeAll(async () => {
  made.user = await createUser(t.runtime);
});
const owner = () => {
  if (made.user === undefined) throw new Error("not ready");
  return made.user;
};
const burn = (body: unknown, init: RequestInit = {}) =>
  send(`${server.url}/api/keys/burn`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    ...init,
  });
const rowOf = (id: string) =>
  t.runtime.db.integrationKey.findUniqueOrThrow({
    where: { id },
    select: { revokedAt: true, revokedReason: true },
  });

it(
  "K12: whoever holds a key makes it useless at once, without login, and the owner sees when " +
    "and why",
  async () => {
    const { id, key, authorization } = await createKey(t.runtime, owner());
    expect((await get(server.url, "me.get", { authorization })).status).toBe(200);
    expect((await burn({ key })).status).toBe(202);
    expect((await get(server.url, "me.get", { authorization })).status).toBe(401);
    expect(await rowOf(id)).toEqual({ revokedAt: expect.any(Date), revokedReason: "burned" });
    const events = await t.runtime.db.auditEvent.findMany({ where: { keyId: id } });
    expect(events).toMatchObject([
      {
        event: "key.revoked",
        userId: owner().userId,
        details: { reason: "burned" },
        ip: "127.0.0.1",
      },
    ]);
  },
);

it(
  "K8: a key that was revoked before keeps its first date and reason, and gets no second " +
    "event",
  async () => {
    const revokedAt = new Date("2026-01-01T00:00:00.000Z");
    const { id, key } = await createKey(t.runtime, owner(), { revokedAt });
    expect((await burn({ key })).status).toBe(202);
    expect(await rowOf(id)).toEqual({ revokedAt, revokedReason: "owner" });
    expect(await t.runtime.db.auditEvent.count({ where: { keyId: id } })).toBe(0);
  },
);

it(
  "the answer is the same for a valid, revoked, expired, unknown and malformed key, and for " +
    "no key at all",
  async () => {
    const [valid, revoked, expired] = [
      await createKey(t.runtime, owner()),
      await createKey(t.runtime, owner(), { revokedAt: new Date() }),
      await createKey(t.runtime, owner(), { expiresAt: new Date(0) }),
    ];
    const texts = [
      valid.key,
      revoked.key,
      expired.key,
      generateKey("live").key,
      "pfn_live_nonsense",
      "",
      "x".repeat(100_000),
    ];
    const answers = await Promise.all(texts.map((key) => burn({ key })));
    const shown = answers.map(({ status, headers, text }) => {
      const { date: _, "x-request-id": requestId, ...rest } = Object.fromEntries(headers);
      expect(requestId).toBeDefined();
      // The calls that are left to the network count down with each call, and so do the seconds.
      return {
        status,
        rest: { ...rest, ratelimit: rest["ratelimit"]?.replace(/r=\d+;t=\d+/, "r=…;t=…") },
        text,
      };
    });
    expect(new Set(shown.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(shown[0]).toMatchObject({
      status: 202,
      text: '{"detail":"If this was a key, it no longer opens anything."}',
    });
  },
);

it(
  "a key that still works costs a look-up and a statement, one that does not a look-up, and " +
    "anything else none",
  async () => {
    const { key } = await createKey(t.runtime, owner());
    const statementsFor = async (text: string) => {
      t.statements.length = 0;
      await burn({ key: text });
      return t.statements.length;
    };
    expect(await statementsFor(key)).toBe(2);
    expect(await statementsFor(key)).toBe(1);
    expect(await statementsFor(generateKey("test").key)).toBe(1);
    expect(await statementsFor("pfn_live_nonsense")).toBe(0);
  },
);

it("burning one key leaves every other key as it was", async () => {
  const [burned, other] = [
    await createKey(t.runtime, owner()),
    await createKey(t.runtime, owner()),
  ];
  await burn({ key: burned.key });
  expect((await get(server.url, "me.get", { authorization: other.authorization })).status).toBe(
    200,
  );
});

it.each<[string, number, { body: unknown; init?: RequestInit }]>([
  ["another method", 405, { body: {}, init: { method: "PUT" } }],
  ["no JSON type", 415, { body: {}, init: { headers: { "content-type": "text/plain" } } }],
  ["no JSON", 400, { body: {}, init: { body: "{" } }],
  ["no key", 400, { body: {} }],
  ["a key that is no text", 400, { body: { key: 1 } }],
  ["an unknown field", 400, { body: { key: "x", user: "y" } }],
  ["more than 1 MiB", 413, { body: { key: "x".repeat(1_100_000) } }],
])("T6, T7: %s is refused with %i, as problem details", async (_, status, { body, init }) => {
  const answer = await burn(body, init);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  if (status === 405) expect(answer.headers.get("allow")).toBe("POST");
});

it("L2: the key that was sent stands in no log line", async () => {
  const { key } = await createKey(t.runtime, owner());
  t.logLines.length = 0;
  await burn({ key });
  expect(t.logLines.length).toBeGreaterThan(0);
  expect(t.logLines.join("")).not.toContain(key.slice(9));
});
