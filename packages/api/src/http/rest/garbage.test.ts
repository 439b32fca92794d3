import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { rawGet, sendRaw, statusOf } from "../../test/raw-request";
import { rest } from "../../test/rest";
import { useServer } from "../../test/server";
import { ENDPOINTS } from "./endpoints";

const t = useRuntime();
const server = useServer(t);

const made = { authorization: "" };
beforeAll(async () => {
  made.authorization = (await createKey(t.runtime, await createUser(t.runtime))).authorization;
});

const segment = fc.oneof(
  fc.constantFrom(...ENDPOINTS.flatMap(({ segments }) => segments)),
  fc.constantFrom("%", "%00", "%2f", "..", "", "__proto__", "%E0%A4%A", "'--", "{id}"),
  fc.string({ maxLength: 12 }).map(encodeURIComponent),
);
const name = fc.constantFrom(
  "limit",
  "cursor",
  "asOf",
  "accountId",
  "q",
  "keyId",
  "__proto__",
  "constructor",
  "idempotencyKey",
);
const search = fc.array(fc.tuple(name, fc.string({ maxLength: 12 })), { maxLength: 4 });
const body = fc.oneof(fc.json(), fc.string(), fc.constant('{"__proto__":{"name":"x"},"name":"y"}'));

it("whatever is asked with a valid key, the answer is no server error", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        method: fc.constantFrom("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"),
        path: fc.oneof(
          fc.array(segment, { maxLength: 4 }).map((segments) => segments.join("/")),
          fc.constantFrom(...ENDPOINTS.map((endpoint) => endpoint.path.slice(1))),
        ),
        search,
        body,
      }),
      async ({ method, path, search: fields, body: text }) => {
        const takesBody = method !== "GET" && method !== "HEAD";
        const query = fields.length === 0 || takesBody ? "" : `?${new URLSearchParams(fields)}`;
        const line = `${method} /${path}${query}` as const;
        const sender = { authorization: made.authorization };
        const { status } = await rest(
          server.url,
          line,
          takesBody ? { ...sender, body: text } : sender,
        );
        expect(status).toBeLessThan(500);
        if (takesBody && method !== "OPTIONS") expect(status).toBeGreaterThanOrEqual(400);
      },
    ),
    { numRuns: 300 },
  );
});

it(
  "T1, T2: one credential, in one place: repeated headers, the query and other headers open " +
    "nothing",
  async () => {
    const line = `Authorization: ${made.authorization}`;
    const ask = async (...lines: string[]) =>
      statusOf(await rawGet(server.url, "/api/v1/me", lines));
    expect(await ask(line)).toBe(200);
    expect(await ask(line, line)).toBe(400);
    expect(await ask(`X-Api-Key: ${made.authorization.slice(7)}`)).toBe(401);
    expect(await ask(`Cookie: authorization=${made.authorization.slice(7)}`)).toBe(401);
    expect(await ask(`Authorization: ${made.authorization}, ${made.authorization}`)).toBe(401);
    expect(
      statusOf(
        await rawGet(server.url, `/api/v1/me?access_token=${made.authorization.slice(7)}`, []),
      ),
    ).toBe(400);
  },
);

it(
  "T8: TRACE, a method that tRPC's override would change, and chunked garbage get the " +
    "contract's status",
  async () => {
    const raw = async (method: string, lines: string[], text = "") =>
      statusOf(
        await sendRaw(
          server.url,
          [
            `${method} /api/v1/accounts HTTP/1.1`,
            "Host: x",
            "Connection: close",
            `Authorization: ${made.authorization}`,
            ...lines,
            "",
            text,
          ].join("\r\n"),
        ),
      );
    expect(await raw("TRACE", [])).toBe(405);
    expect(await raw("GET", ["X-HTTP-Method-Override: POST"])).toBe(200);
    const chunked = ["Transfer-Encoding: chunked", "Content-Type: application/json"];
    expect(await raw("POST", chunked, "1\r\n{\r\n0\r\n\r\n")).toBe(400);
    expect(await raw("POST", ["Transfer-Encoding: chunked"], "2\r\n{}\r\n0\r\n\r\n")).toBe(415);
  },
);
