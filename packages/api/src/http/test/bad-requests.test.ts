import { afterEach, beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey } from "../../test/factories";
import { sendRaw, statusOf } from "../../test/raw-request";
import { type Answer, problemOf, send } from "../../test/requests";
import { useServer } from "../../test/server";

// No request, however malformed, is a server error or goes through by mistake (T5–T8, I7).

const t = useRuntime();
const server = useServer(t);

const made: { key?: TestKey } = {};
beforeAll(async () => {
  made.key = await createKey(t.runtime, await createUser(t.runtime));
});
afterEach(() => {
  expect(t.logLines.filter((line) => /"level":"(warn|error|fatal)"/.test(line))).toEqual([]);
});

const authorization = () => made.key?.authorization ?? "";
const ask = (method: string, path: string, init: RequestInit = {}): Promise<Answer> =>
  send(`${server.url}/api/trpc/${path}`, {
    ...init,
    method,
    headers: { authorization: authorization(), ...init.headers },
  });
const postText = (
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  type = "application/json",
) => ask("POST", path, { body, headers: { "content-type": type } });

it.each(["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "QUERY", "PROPFIND"])(
  "T8: the method %s is refused with 405 and Allow",
  async (method) => {
    const answer = await ask(method, "me.get");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, POST");
  },
);

it("T8: TRACE is refused with 405", async () => {
  expect(
    statusOf(
      await sendRaw(
        server.url,
        `TRACE /api/trpc/me.get HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      ),
    ),
  ).toBe(405);
});

it(
  "a query by POST and a mutation by GET are refused with 405 and the method that would be " +
    "right",
  async () => {
    const query = await postText("me.get", "{}");
    expect([query.status, query.headers.get("allow")]).toEqual([405, "GET"]);
    const mutation = await ask("GET", "accounts.create?input=%7B%7D");
    expect([mutation.status, mutation.headers.get("allow")]).toEqual([405, "POST"]);
    expect(problemOf(mutation)).toMatchObject({
      code: "METHOD_NOT_SUPPORTED",
      hint: "Queries are GET, mutations are POST.",
    });
  },
);

it.each(["x-http-method-override", "x-method-override", "x-http-method"])(
  "the method cannot be overridden by %s",
  async (header) => {
    const answer = await ask("GET", "accounts.create", { headers: { [header]: "POST" } });
    expect(answer.status).toBe(405);
  },
);

it.each([
  ["GET", "me.get", "application/jsonl"],
  ["GET", "me.get", "application/json"],
  ["GET", "me.get", ""],
  ["GET", "me.get", "APPLICATION/JSONL, text/html"],
  ["GET", "me.get,accounts.list?batch=1&input=%7B%7D", "application/jsonl"],
  ["GET", "no.such.call", "application/jsonl"],
  ["POST", "accounts.create", "application/jsonl"],
  ["POST", "accounts.create,me.get?batch=1", "application/jsonl"],
])(
  "T3: the trpc-accept header, which would turn refusals into a 200, is refused: %s %s, %j",
  async (method, path, accept) => {
    const headers = { "trpc-accept": accept, "content-type": "application/json" };
    const answer = await ask(method, path, { headers, ...(method === "POST" && { body: "{}" }) });
    expect(answer.status).toBe(400);
    expect(problemOf(answer).hint).toBe("Leave the `trpc-accept` header out.");
  },
);

it.each([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/octet-stream",
  "text/json",
  "application/jsonp",
  "",
])("T6: the media type '%s' is refused with 415, and the call not made", async (type) => {
  const answer = await postText(
    "accounts.create",
    JSON.stringify({ name: "By form", type: "cash", currency: "EUR" }),
    type,
  );
  expect(answer.status).toBe(415);
  expect(await t.runtime.db.account.count({ where: { name: "By form" } })).toBe(0);
});

it("T6: a POST without any media type is a 415; JSON with a charset is read", async () => {
  const head =
    "POST /api/trpc/accounts.create HTTP/1.1\r\nHost: localhost\r\nConnection: " +
    `close\r\nAuthorization: ${authorization()}\r\n`;
  expect(statusOf(await sendRaw(server.url, `${head}Content-Length: 2\r\n\r\n{}`))).toBe(415);
  expect((await postText("accounts.create", "{}", "Application/JSON; charset=UTF-8")).status).toBe(
    400,
  );
});

it("compressed bodies are not read", async () => {
  const answer = await ask("POST", "accounts.create", {
    body: "{}",
    headers: { "content-type": "application/json", "content-encoding": "gzip" },
  });
  expect(answer.status).toBe(415);
});

it.each([
  ["empty", ""],
  ["cut off", '{"name":'],
  ["two values", "{} {}"],
  ["single quotes", "{'name':1}"],
  ["NaN", '{"name":NaN}'],
  ["a trailing comma", '{"a":1,}'],
  ["a byte order mark only", "\ufeff"],
])("a body that is not JSON (%s) is a 400", async (_, body) => {
  const answer = await postText("accounts.create", body);
  expect(answer.status).toBe(400);
  expect(problemOf(answer).detail).toBe("The body is not JSON.");
});

it("a body that is not UTF-8 is a 400", async () => {
  for (const bytes of [
    [0xff, 0xfe],
    [0x22, 0xc3, 0x28, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
  ]) {
    const answer = await postText("accounts.create", new Uint8Array(bytes));
    expect(answer.status).toBe(400);
    expect(problemOf(answer).detail).toBe("The body is not UTF-8.");
  }
});

it.each([
  ["a text", '"x"'],
  ["a number", "7"],
  ["null", "null"],
  ["a list", "[]"],
  ["a boolean", "true"],
])("an input that is %s is a 400 that says what is expected", async (_, body) => {
  const answer = await postText("accounts.create", body);
  expect(answer.status).toBe(400);
  expect(problemOf(answer).detail).toContain("Expected an object.");
});

it("an input in the URL that is not JSON is a 400 naming `input`", async () => {
  const answer = await ask("GET", "me.get?input=%7B");
  expect(answer.status).toBe(400);
  expect(problemOf(answer)).toMatchObject({ path: "input", detail: "`input`: not JSON." });
});

it.each(["%", "%zz", "%c3%28", "%ff", "me.get%", "%ed%a0%80"])(
  "a badly encoded path (%s) is a 400",
  async (path) => {
    const answer = await sendRaw(
      server.url,
      `GET /api/trpc/${path} HTTP/1.1\r\nHost: localhost\r\nConnection: ` +
        `close\r\nAuthorization: ${authorization()}\r\n\r\n`,
    );
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain("The path is not well encoded.");
  },
);

it.each([
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "__proto__.toString",
  "account",
  "account.",
  ".me",
  "_def",
  "createCaller",
  "me",
  "me.get.x",
  "",
  "%00",
])("the path '%s' is no procedure, by either method", async (path) => {
  for (const answer of [
    await ask("GET", path),
    await postText(path, "{}"),
    await ask("GET", `${path}?batch=1`),
  ])
    expect(answer.status).toBe(404);
});
