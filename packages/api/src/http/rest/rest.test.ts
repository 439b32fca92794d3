import { beforeAll, describe, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestUser } from "../../test/factories";
import { type Answer, Problem } from "../../test/requests";
import { rest } from "../../test/rest";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);

const made: { user?: TestUser; authorization: string } = { authorization: "" };
beforeAll(async () => {
  made.user = await createUser(t.runtime);
  made.authorization = (await createKey(t.runtime, made.user)).authorization;
});

const call = (line: `${string} /${string}`, options: Parameters<typeof rest>[2] = {}) =>
  rest(server.url, line, { authorization: made.authorization, ...options });
const problemOf = ({ text, headers }: Answer) => {
  expect(headers.get("content-type")).toBe("application/problem+json");
  return Problem.parse(JSON.parse(text));
};
const ACCOUNT = { name: "Checking", type: "checking", currency: "EUR" };

describe("answers", () => {
  it(
    "a key reads and writes: plain JSON, 200 for a creation too, never cached, with the " +
      "server's request id",
    async () => {
      const created = await call("POST /accounts", { body: { ...ACCOUNT, name: "First" } });
      expect(created.status).toBe(200);
      expect(JSON.parse(created.text)).toMatchObject({
        outcome: "applied",
        account: { name: "First" },
      });
      const listed = await call("GET /accounts");
      expect(JSON.parse(listed.text)).toMatchObject({
        items: [{ name: "First" }],
        nextCursor: null,
      });
      expect(Object.fromEntries(listed.headers)).toMatchObject({
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "x-request-id": expect.any(String),
      });
      expect(listed.headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  it("the log names REST as the way in", async () => {
    const { items } = JSON.parse((await call("GET /operations")).text);
    expect(items[0]).toMatchObject({ channel: "rest", procedure: "accounts.create" });
  });

  it(
    "a path's id is a field of the input, and a body may be left out where nothing is " +
      "required",
    async () => {
      const { operationId } = JSON.parse(
        (await call("POST /accounts", { body: { ...ACCOUNT, name: "To undo" } })).text,
      );
      expect(JSON.parse((await call(`GET /operations/${operationId}`)).text)).toMatchObject({
        id: operationId,
      });
      const undone = await call(`POST /operations/${operationId}/undo`);
      expect([undone.status, JSON.parse(undone.text).outcome]).toEqual([200, "applied"]);
    },
  );

  it(
    "HEAD answers like GET without the body, OPTIONS says what a path takes and allows no " +
      "other origin",
    async () => {
      const head = await call("HEAD /accounts");
      expect([head.status, head.text]).toEqual([200, ""]);
      const options = await call("OPTIONS /accounts", {
        headers: { origin: "https://elsewhere.example" },
      });
      expect([options.status, options.headers.get("allow")]).toEqual([
        204,
        "GET, HEAD, POST, OPTIONS",
      ]);
      expect(
        [...options.headers.keys()].filter((name) => name.startsWith("access-control")),
      ).toEqual([]);
    },
  );
});

describe("queries", () => {
  it("whole numbers, booleans and repeated filters are read as the schema means them", async () => {
    const id = "01970000-0000-7000-8000-000000000001";
    const answer = await call(
      `GET /transactions?limit=7&uncategorized=false&operationId=${id}&q=true`,
    );
    expect([answer.status, answer.text]).toEqual([200, '{"items":[],"nextCursor":null}']);
    const both = await call(
      `GET /transactions?accountId=${id}&accountId=01970000-0000-7000-8000-000000000002`,
    );
    expect(both.status).not.toBe(400);
    const { items } = JSON.parse((await call("GET /accounts?includeClosed=false&limit=1")).text);
    expect(items).toHaveLength(1);
  });

  it.each([
    ["limit=1&limit=2", "limit"],
    ["limit=1e1", "limit"],
    ["limit=0x10", "limit"],
    ["limit=%2B1", "limit"],
    ["limit=", "limit"],
    ["limit=99999999999999999999", "limit"],
    ["includeClosed=1", "includeClosed"],
    ["includeClosed=TRUE", "includeClosed"],
    ["asOf=2026-02-30", "asOf"],
    ["__proto__=1", "__proto__"],
    ["constructor=1", "constructor"],
    ["%00=1", "\u0000"],
  ])("I1: ?%s is refused, and the refusal names the field", async (search, path) => {
    const answer = await call(`GET /accounts?${search}`);
    expect([answer.status, problemOf(answer).path]).toEqual([400, path]);
  });

  it("an unknown field is refused with the nearest known one", async () => {
    expect(problemOf(await call("GET /accounts?limt=5")).detail).toBe(
      '`limt`: Unknown field "limt". Did you mean "limit"?',
    );
  });
});

describe("bodies", () => {
  it.each<[string, number, Parameters<typeof rest>[2]]>([
    ["no JSON at all", 400, { body: "{" }],
    ["a list", 400, { body: [] }],
    ["null", 400, { body: "null" }],
    ["an unknown field", 400, { body: { ...ACCOUNT, nmae: "x" } }],
    ["text/plain", 415, { body: ACCOUNT, headers: { "content-type": "text/plain" } }],
    [
      "a form",
      415,
      { body: "name=x", headers: { "content-type": "application/x-www-form-urlencoded" } },
    ],
    ["compressed", 415, { body: ACCOUNT, headers: { "content-encoding": "gzip" } }],
    ["more than 1 MiB", 413, { body: { ...ACCOUNT, note: "x".repeat(1_100_000) } }],
  ])("T6, T7: %s is refused with %i", async (_, status, options) => {
    const answer = await call("POST /accounts", options);
    expect([answer.status, problemOf(answer).status]).toEqual([status, status]);
  });

  it("what writes takes no query, and a field of the path stands in the path alone", async () => {
    expect((await call("POST /accounts?dryRun=true", { body: ACCOUNT })).status).toBe(400);
    const id = "01970000-0000-7000-8000-000000000001";
    const twice = await call(`POST /operations/${id}/undo`, {
      body: { id: id.replace(/1$/, "2") },
    });
    expect([twice.status, problemOf(twice).path]).toEqual([400, "id"]);
  });
});

describe("Idempotency-Key", () => {
  it("F3: the same call with the same header happens once", async () => {
    const options = { body: { ...ACCOUNT, name: "Once" }, headers: { "idempotency-key": "once" } };
    const [first, second] = [
      await call("POST /accounts", options),
      await call("POST /accounts", options),
    ];
    expect(second.text).toBe(first.text);
    expect(await t.runtime.db.account.count({ where: { name: "Once" } })).toBe(1);
  });

  it(
    "is the field of the body: either will do, the same in both too, another in the body is " +
      "refused",
    async () => {
      const body = { ...ACCOUNT, name: "Either", idempotencyKey: "either" };
      const first = await call("POST /accounts", { body });
      const { idempotencyKey: _, ...withoutKey } = body;
      const headers = { "idempotency-key": "either" };
      expect((await call("POST /accounts", { body: withoutKey, headers })).text).toBe(first.text);
      expect((await call("POST /accounts", { body, headers })).text).toBe(first.text);
      const other = await call("POST /accounts", { body, headers: { "idempotency-key": "other" } });
      expect([other.status, problemOf(other).path]).toEqual([400, "idempotencyKey"]);
      const changed = await call("POST /accounts", {
        body: { ...withoutKey, name: "Changed" },
        headers,
      });
      expect(changed.status).toBe(422);
    },
  );

  it("one that is repeated or contains spaces is refused", async () => {
    expect(
      (await call("POST /accounts", { body: ACCOUNT, headers: { "idempotency-key": "a, b" } }))
        .status,
    ).toBe(400);
  });
});
