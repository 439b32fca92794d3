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

describe("credentials and paths", () => {
  it("S4: a session's cookie is not looked at, alone or beside a key", async () => {
    const alone = await rest(server.url, "GET /accounts", { cookie: made.user?.cookie ?? "" });
    expect([alone.status, alone.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer realm="pfn"',
    ]);
    const stranger = await createUser(t.runtime);
    const beside = await call("GET /me", { cookie: stranger.cookie });
    expect(JSON.parse(beside.text).ledger.id).toBe(made.user?.liveLedgerId);
  });

  it.each(["GET /me", "GET /nonsense", "POST /accounts", "OPTIONS /me", "DELETE /me"] as const)(
    "a bad key is refused before anything else: %s",
    async (line) => {
      const answer = await call(line, { authorization: "Bearer nonsense" });
      expect([answer.status, problemOf(answer).code]).toEqual([401, "UNAUTHORIZED"]);
    },
  );

  it("T1: a key in the URL is refused, even beside a good one", async () => {
    const answer = await call(`GET /accounts?key=${made.authorization.slice(7)}`);
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([
      400,
      'Bearer realm="pfn", error="invalid_request"',
    ]);
  });

  it("an unknown path is a 404 naming the nearest, another method a 405 with Allow", async () => {
    const lost = await call("GET /acounts");
    expect([lost.status, problemOf(lost).hint]).toEqual([404, "Did you mean /api/v1/accounts?"]);
    for (const line of [
      "GET /",
      "GET /accounts/",
      "GET /Accounts",
      "GET /operations//undo",
    ] as const)
      expect((await call(line)).status).toBe(404);
    const wrong = await call("DELETE /accounts");
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
    expect(problemOf(wrong).code).toBe("METHOD_NOT_SUPPORTED");
    expect((await call("GET /operations/%E0%A4%A")).status).toBe(400);
  });

  it("what is for sessions only has no path here", async () => {
    for (const line of [
      "GET /integrationKeys",
      "POST /integrationKeys",
      "GET /account",
      "GET /admin/users",
    ] as const)
      expect((await call(line)).status).toBe(404);
  });
});
