import { createKey, createUser, useRuntime } from "@pfn/api/testing";
import { afterEach, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { useEndpoint } from "../test/agents";
import { post, send, toolCall } from "../test/rpc";
import { TOOLS } from "./tools";

// No message, however malformed, is a server error or goes through by mistake (T5–T8, I7).

const t = useRuntime();
const endpoint = useEndpoint(t);
const made: { key?: string } = {};
beforeAll(async () => {
  made.key = (await createKey(t.runtime, await createUser(t.runtime))).key;
});
afterEach(() => {
  expect(t.logLines.filter((line) => /"level":"(warn|error|fatal)"/.test(line))).toEqual([]);
});

const authorization = () => `Bearer ${made.key ?? ""}`;
const ask = (message: unknown, headers: Record<string, string> = {}) =>
  post(endpoint.url, message, { authorization: authorization(), ...headers });
const list = { jsonrpc: "2.0", id: 1, method: "tools/list" };
const Problem = z.object({
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  requestId: z.uuid(),
});
const Refused = z.object({
  result: z.object({
    isError: z.literal(true),
    content: z.tuple([z.object({ text: z.string() })]),
  }),
});
const refusalOf = (text: string) =>
  Problem.parse(JSON.parse(Refused.parse(JSON.parse(text)).result.content[0].text));

it.each(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"])(
  "T8: the method %s is refused with 405 and Allow",
  async (method) => {
    const answer = await send(endpoint.url, {
      method,
      headers: { authorization: authorization(), accept: "text/event-stream" },
    });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  },
);

it.each([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "text/json",
  "",
])("T6: the media type '%s' is refused with 415", async (type) => {
  expect((await ask(list, { "content-type": type })).status).toBe(415);
});

it.each([
  ["not JSON", "{"],
  ["empty", ""],
  ["a number", "7"],
  ["null", "null"],
  ["a text", '"tools/list"'],
  ["another protocol", '{"method":"tools/list"}'],
  ["an old version", '{"jsonrpc":"1.0","id":1,"method":"tools/list"}'],
  ["an id that is null", '{"jsonrpc":"2.0","id":null,"method":"tools/list"}'],
  ["an id that is an object", '{"jsonrpc":"2.0","id":{},"method":"tools/list"}'],
  ["a method that is a number", '{"jsonrpc":"2.0","id":1,"method":1}'],
  ["a batch", JSON.stringify([list, list])],
  ["an empty batch", "[]"],
  ["a batch of 10 000", JSON.stringify(new Array(10_000).fill(list))],
  ["lists in lists", "[".repeat(400_000) + "]".repeat(400_000)],
])("a body that is %s is a 400 with a problem", async (_, body) => {
  const answer = await ask(body);
  expect(answer.status).toBe(400);
  expect(Problem.parse(JSON.parse(answer.text))).toMatchObject({
    status: 400,
    code: "BAD_REQUEST",
  });
});

it("T7: a body of more than 1 MiB is a 413 that says where a larger bank file goes", async () => {
  const answer = await ask(`{"jsonrpc":"2.0","id":1,"method":"${"x".repeat(1_100_000)}"}`);
  expect(answer.status).toBe(413);
  expect(answer.text).toContain("POST /api/v1/imports");
});

it("a protocol version that nobody speaks is a 400, in the header and only there", async () => {
  expect((await ask(list, { "mcp-protocol-version": "1999-01-01" })).status).toBe(400);
  expect((await ask(list, { "mcp-protocol-version": "2025-06-18" })).status).toBe(200);
});

it.each(["*/*", "application/json", "text/event-stream", "text/html", "nonsense"])(
  "whatever the caller accepts (%s), the answer is JSON",
  async (accept) => {
    const answer = await ask(list, { accept });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      200,
      "application/json; charset=utf-8",
    ]);
    expect([
      answer.headers.get("cache-control"),
      answer.headers.get("x-content-type-options"),
    ]).toEqual(["no-store", "nosniff"]);
  },
);

it("a notification is taken without an answer", async () => {
  const answer = await ask({ jsonrpc: "2.0", method: "notifications/initialized" });
  expect([answer.status, answer.text]).toEqual([202, ""]);
});

it("no session is given out, and one that is sent means nothing", async () => {
  const hello = {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: {
      protocolVersion: "2025-11-25",
      capabilities: {},
      clientInfo: { name: "x", version: "1" },
    },
  };
  expect((await ask(hello)).headers.get("mcp-session-id")).toBeNull();
  const stranger = await post(endpoint.url, list, {
    "mcp-session-id": "1868a90c-0000-4000-8000-000000000000",
  });
  expect(stranger.status).toBe(401);
});

it("T1: a key in the URL, or twice, gets 400; in another header or the body, no heed", async () => {
  const inUrl = await fetch(`${endpoint.url}/api/mcp?key=${made.key}`, {
    method: "POST",
    body: "{}",
  });
  expect(inUrl.status).toBe(400);
  expect((await post(endpoint.url, list, { "x-api-key": made.key ?? "" })).status).toBe(401);
  expect(
    (await post(endpoint.url, { ...list, params: { _meta: { authorization: authorization() } } }))
      .status,
  ).toBe(401);
});

it("an unknown method is JSON-RPC's own refusal", async () => {
  const answer = await ask({ jsonrpc: "2.0", id: 1, method: "resources/list" });
  expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
    200,
    { error: { code: -32601 } },
  ]);
});

it("a call as a task, which this server does not have, is refused before it is made", async () => {
  const { params, ...rest } = toolCall("whoami", {});
  const answer = await ask({ ...rest, params: { ...params, task: { ttl: 1_000 } } });
  expect(JSON.parse(answer.text)).toMatchObject({
    error: { code: -32603, message: expect.stringContaining("task creation") },
  });
});

it.each([
  "__proto__",
  "constructor",
  "toString",
  "transactions.list",
  "me.get",
  "profile.delete",
  "",
])("the tool '%s' is none", async (name) => {
  const answer = await ask(toolCall(name, {}));
  expect(refusalOf(answer.text)).toMatchObject({ status: 404, detail: "No such tool." });
});

const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const garbage = [
  '{"transactions":"x","account":7,"id":[],"limit":"all","cursor":1}',
  '{"transactions":[null,1,"x",[],{"direction":7,"account":{},"accountId":[],' +
    '"lines":[{"category":[[]]}]}],"account":[null,{},[]]}',
  `{"transactions":[${new Array(100_000).fill("{}").join(",")}]}`,
  `{"transactions":[${new Array(20_000).fill('{"direction":"up","account":1}').join(",")}]}`,
  `{"unknown":${nested(5_000)}}`,
  `{"account":${nested(5_000)},"transactions":${nested(5_000)}}`,
  '{"constructor":{"a":1},"unknown":1}',
];
it.each([...TOOLS.keys()])(
  "I7: garbage for %s is a 400 that the model can read, and small",
  async (name) => {
    for (const input of garbage) {
      const answer = await ask(
        `{"jsonrpc":"2.0","id":1,"method":"tools/call",` +
          `"params":{"name":"${name}","arguments":${input}}}`,
      );
      expect(answer.status).toBe(200);
      expect(refusalOf(answer.text).status).toBe(400);
      expect(answer.text.length).toBeLessThan(10_000);
    }
    for (const input of ["x", 7, [], null])
      expect(JSON.parse((await ask(toolCall(name, input))).text)).toMatchObject({
        error: { code: -32602 },
      });
  },
);

it("F1: without its database the endpoint answers 503", async () => {
  await t.database.close();
  const answer = await ask(list);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
  t.logLines.length = 0;
});
