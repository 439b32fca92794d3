import { beforeAll, expect, it, vi } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { get, post, problemOf } from "../../test/requests";
import { useServer } from "../../test/server";

// Trouble on our side is said to be ours: never a 200, never a 401 for which an agent would throw
// its key away (F1).

const t = useRuntime();
const server = useServer(t);

const made: { user?: TestUser; key?: TestKey } = {};
beforeAll(async () => {
  made.user = await createUser(t.runtime);
  made.key = await createKey(t.runtime, made.user);
});
const authorization = () => made.key?.authorization ?? "";
const errorLines = () => t.logLines.filter((line) => line.includes('"level":"error"'));

it("F1: a lookup that fails is a 503 with Retry-After, marked as worth repeating", async () => {
  vi.spyOn(t.runtime.database, "findKey").mockRejectedValue(
    new Error("connect ECONNREFUSED 10.0.0.5:5432"),
  );
  const answer = await get(server.url, "me.get", { authorization: authorization() });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("2");
  expect(answer.headers.get("www-authenticate")).toBeNull();
  expect(problemOf(answer)).toMatchObject({ code: "SERVICE_UNAVAILABLE", retryable: true });
  expect(answer.text).not.toContain("10.0.0.5");
});

it(
  "T5: a bug while the caller is identified is a bare 500; its message stays in the log, with " +
    "the request's id",
  async () => {
    vi.spyOn(t.runtime, "readSessionId").mockRejectedValue(new Error("the inner workings"));
    const answer = await get(server.url, "profile.me", { cookie: made.user?.cookie ?? "" });
    expect(answer.status).toBe(500);
    expect(problemOf(answer)).toMatchObject({
      detail: "Something went wrong on the server.",
      code: "INTERNAL_SERVER_ERROR",
      retryable: false,
    });
    expect(answer.text).not.toContain("inner workings");
    const requestId = answer.headers.get("x-request-id") ?? "";
    expect(problemOf(answer).requestId).toBe(requestId);
    expect(
      errorLines().filter(
        (line) => line.includes(requestId) && line.includes("the inner workings"),
      ),
    ).toHaveLength(1);
  },
);

it("T5: a bug in a procedure is a bare 500; the rest of its batch is answered", async () => {
  const stored = {
    id: made.key?.id ?? "",
    userId: made.user?.userId ?? "",
    ledgerId: made.user?.liveLedgerId ?? "",
    label: "x",
    mode: "live" as const,
  };
  vi.spyOn(t.runtime.database, "findKey").mockResolvedValue({
    ...stored,
    ...{
      scopes: ["categories:read"],
      expiresAt: null,
      baseCurrency: "EUR",
      timezone: "Nowhere/At all",
      state: "active",
    },
  });
  const answer = await get(server.url, "me.get,categories.list?batch=1", {
    authorization: authorization(),
  });
  expect(answer.status).toBe(207);
  expect(answer.text).toContain("Something went wrong on the server.");
  expect(answer.text).toContain('"result"');
  expect(answer.text).not.toContain("Nowhere");
  expect(errorLines().at(-1)).toContain('"path":"me.get"');
});

it("L1: a request id is the server's own, whatever the caller sends as one", async () => {
  const answer = await get(server.url, "me.get", { headers: { "x-request-id": "mine" } });
  expect(answer.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
});

it("L1, L4: an ordinary log has no line for a refused credential, one for an answer", async () => {
  t.logLines.length = 0;
  await get(server.url, "me.get", { authorization: "Bearer nonsense" });
  expect(t.logLines.filter((line) => !line.includes('"level":"debug"'))).toEqual([]);
  await get(server.url, "me.get", { authorization: authorization() });
  const lines = t.logLines.filter((line) => line.includes('"level":"info"'));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    event: "request",
    method: "GET",
    route: "/api/trpc/me.get",
    keyId: made.key?.id,
    userId: made.user?.userId,
    ip: "127.0.0.1",
    status: 200,
    ms: expect.any(Number),
  });
});

it(
  "L1: a path written to break up log lines, or to leave a secret in one, does not stand in " +
    "the log",
  async () => {
    t.logLines.length = 0;
    await get(
      server.url,
      `pfn%5Flive%5Fsecret%0d%0a{"level":"error"}%1b%5b31m%e2%80%a8${"x".repeat(5_000)}`,
    );
    expect(t.logLines).toHaveLength(1);
    expect(JSON.parse(t.logLines[0] ?? "")).toMatchObject({ route: "/api/trpc/?", status: 404 });
    expect(t.logLines[0]).not.toContain("secret");
  },
);

it("F1: without its database the server answers 503 to keys, sessions and sign-ups", async () => {
  await t.database.close();
  const answers = [
    await get(server.url, "me.get", { authorization: authorization() }),
    await get(server.url, "accounts.list", { cookie: made.user?.cookie ?? "" }),
    await post(server.url, "profile.signUp", {
      body: { name: "A", email: "a@example.org", password: "correct horse battery staple" },
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
  for (const answer of answers) expect(answer.headers.get("retry-after")).not.toBeNull();
  const garbage = await get(server.url, "me.get", { authorization: "Bearer nonsense" });
  expect(garbage.status).toBe(401);
});
