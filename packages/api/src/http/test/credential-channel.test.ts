import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { rawGet, sendRaw, statusOf } from "../../test/raw-request";
import { get, problemOf, send } from "../../test/requests";
import { useServer } from "../../test/server";

// There is one way to hand in a key: one `Authorization: Bearer <key>` header (T1, T2).

const t = useRuntime();
const server = useServer(t);

const made: { user?: TestUser; key?: TestKey } = {};
beforeAll(async () => {
  made.user = await createUser(t.runtime);
  made.key = await createKey(t.runtime, made.user);
});
const key = () => made.key?.key ?? "";
const cookie = () => made.user?.cookie ?? "";

it.each(["Bearer", "bearer", "BEARER", "bEaReR"])(
  "T1: the scheme may be written %s",
  async (scheme) => {
    expect((await get(server.url, "me.get", { authorization: `${scheme} ${key()}` })).status).toBe(
      200,
    );
  },
);

it("T1: several spaces may stand between scheme and key", async () => {
  expect((await get(server.url, "me.get", { authorization: `Bearer    ${key()}` })).status).toBe(
    200,
  );
});

it("no credential at all is a 401 with the plain challenge, without an error code", async () => {
  const answer = await get(server.url, "me.get");
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="pfn"');
  expect(problemOf(answer)).toMatchObject({
    code: "UNAUTHORIZED",
    status: 401,
    retryable: false,
    hint: expect.stringContaining("Authorization: Bearer"),
  });
});

it(
  "T2: a repeated Authorization header is a 400 invalid_request, even when both are the same " +
    "valid key",
  async () => {
    const line = `Authorization: Bearer ${key()}`;
    t.statements.length = 0;
    for (const lines of [
      [line, line],
      [line, "authorization: Bearer x"],
      ["AUTHORIZATION: Basic x", line],
      [line, "Authorization:"],
    ]) {
      const answer = await rawGet(server.url, "/api/trpc/me.get", lines);
      expect(statusOf(answer)).toBe(400);
      expect(answer).toContain('www-authenticate: Bearer realm="pfn", error="invalid_request"');
      expect(answer).toContain("The Authorization header is repeated.");
    }
    expect(t.statements).toEqual([]);
  },
);

it("T2: another header whose value is the name of this one repeats nothing", async () => {
  const lines = [`Authorization: Bearer ${key()}`, "X-Headers: authorization"];
  expect(statusOf(await rawGet(server.url, "/api/trpc/me.get", lines))).toBe(200);
});

it("T2: an Authorization header in the trailer of a chunked body is no credential", async () => {
  const head =
    "POST /api/trpc/accounts.create HTTP/1.1\r\nHost: localhost\r\nConnection: " +
    "close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
  const answer = await sendRaw(
    server.url,
    `${head}Trailer: Authorization\r\n\r\n2\r\n{}\r\n0\r\nAuthorization: Bearer ${key()}\r\n\r\n`,
  );
  expect(statusOf(answer)).toBe(401);
});

it.each([
  ["key", (value: string) => `me.get?key=${value}`],
  ["access_token", (value: string) => `me.get?access_token=${value}`],
  ["apiKey after an input", (value: string) => `me.get?input=%7B%7D&apiKey=${value}`],
  ["a percent-encoded parameter", (value: string) => `me.get?key=${value.replaceAll("_", "%5F")}`],
  ["a test key", (value: string) => `me.get?key=${value.replace("live", "test")}`],
  ["a key cut short", (value: string) => `me.get?key=${value.slice(0, 17)}`],
  ["the path", (value: string) => `${value}/me.get`],
  [
    "the input",
    (value: string) => `me.get?input=${encodeURIComponent(JSON.stringify({ key: value }))}`,
  ],
])("T1: a key in the URL (%s) is refused as misplaced, and opens nothing", async (_, path) => {
  t.statements.length = 0;
  for (const authorization of [undefined, `Bearer ${key()}`]) {
    const answer = await get(
      server.url,
      path(key()),
      authorization === undefined ? {} : { authorization },
    );
    expect(answer.status).toBe(400);
    expect(answer.headers.get("www-authenticate")).toBe(
      'Bearer realm="pfn", error="invalid_request"',
    );
    expect(answer.text).not.toContain(key());
    expect(problemOf(answer).detail).toBe("A key stands in the URL.");
  }
  expect(t.statements).toEqual([]);
});

it("T1: a key is found in a URL that is not well encoded too", async () => {
  const answer = await rawGet(server.url, `/api/trpc/me.get?%E0%A4%A&key=${key()}`, []);
  expect(statusOf(answer)).toBe(400);
  expect(answer).toContain('error="invalid_request"');
});

it.each([
  "x-api-key",
  "x-auth-token",
  "api-key",
  "proxy-authorization",
  "x-authorization",
  "x-forwarded-authorization",
])("T1: the header %s is no credential", async (name) => {
  for (const value of [key(), `Bearer ${key()}`]) {
    expect((await get(server.url, "me.get", { headers: { [name]: value } })).status).toBe(401);
  }
});

it("T1: a key opens nothing in a cookie, and nothing in place of the session's id", async () => {
  for (const text of [
    `key=${key()}`,
    `authorization=Bearer ${key()}`,
    `session=${key()}`,
    `pfn=${key()}`,
  ]) {
    expect((await get(server.url, "me.get", { cookie: text })).status).toBe(401);
  }
});

it("T1: a key in a form or in a JSON body opens nothing", async () => {
  const address = `${server.url}/api/trpc/accounts.create`;
  const form = await send(address, {
    method: "POST",
    body: new URLSearchParams({ access_token: key() }),
  });
  // Judged before the media type: a call without a credential is refused with any body.
  expect(form.status).toBe(401);
  const json = await send(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ key: key() }),
  });
  expect(json.status).toBe(401);
});

it("S4: a session's id is no bearer token, and the cookie itself is none either", async () => {
  for (const token of [made.user?.sessionId, cookie()]) {
    expect(
      (await get(server.url, "accounts.list", { authorization: `Bearer ${token}` })).status,
    ).toBe(401);
  }
});

it("a bad key is never overlooked in favour of a valid session that rides along", async () => {
  for (const path of ["accounts.list", "profile.me", "integrationKeys.list"]) {
    for (const authorization of ["", "Bearer", "Bearer nonsense", "Basic eDp5"]) {
      const answer = await get(server.url, path, { authorization, cookie: cookie() });
      expect(answer.status, `${path} with "${authorization}"`).toBe(401);
      expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
    }
  }
});
