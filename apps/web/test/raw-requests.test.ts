import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendRaw } from "./raw-http";
import { type PfnProcess, startPfn } from "./start-pfn";

// T8: any bytes that arrive, at an endpoint or at a page, get a status of the contract: never a
// 5xx, and never silence.

let pfn: PfnProcess;
beforeAll(async () => {
  pfn = await startPfn();
});
afterAll(() => pfn.remove());

/** Every status that came back for these bytes, in order. */
async function statuses(bytes: string): Promise<number[]> {
  const text = await sendRaw(pfn.port, bytes);
  return [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
}

const ask = (line: string, headers: readonly string[] = [], body = "") =>
  statuses(
    [
      `${line} HTTP/1.1`,
      `Host: localhost:${pfn.port}`,
      "Connection: close",
      ...headers,
      "",
      body,
    ].join("\r\n"),
  );

const ENDPOINTS = [
  "/api/trpc/me.get",
  "/api/v1/me",
  "/api/mcp",
  "/api/keys/burn",
  "/healthz",
  "/readyz",
  "/llms.txt",
];
const PAGES = ["/login", "/docs/api", "/api/auth/session", "/nothing-here", "/api/nothing-here"];

describe.each([...ENDPOINTS, ...PAGES])("%s", (path) => {
  it("refuses methods that nobody has a use for with 405", async () => {
    for (const method of ["TRACE", "PUT", "DELETE", "PATCH", "PROPFIND", "CONNECT"])
      expect([method, await ask(`${method} ${path}`)]).toEqual([method, [405]]);
  });

  it("refuses with 400 what proxies may read in two ways; reads no second request", async () => {
    const json = ["Content-Type: application/json"];
    const smuggled = "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    expect(
      await ask(
        `POST ${path}`,
        [...json, "Content-Length: 4", "Transfer-Encoding: chunked"],
        smuggled,
      ),
    ).toEqual([400]);
    expect(
      await ask(`POST ${path}`, [...json, "Content-Length: 2", "Content-Length: 3"], "{}"),
    ).toEqual([400]);
    expect(
      await ask(`POST ${path}`, [...json, "Transfer-Encoding: chunked, identity"], smuggled),
    ).toEqual([400]);
    expect(await ask(`GET ${path}`, ["Host: elsewhere.test"])).toEqual([400]);
    expect(await ask(`GET ${path}`, ["X-Folded: a\r\n b"])).toEqual([400]);
    expect(await ask(`GET ${path}`, ["X-Nul: a\0b"])).toEqual([400]);
  });

  it("reads a target in absolute form as its path; broken percent encoding gets 400", async () => {
    expect(await ask(`GET http://localhost:${pfn.port}${path}`)).toEqual(await ask(`GET ${path}`));
    expect(await ask(`GET ${path}/%ff%zz`)).toEqual([400]);
  });

  it("limits what stands before the body", async () => {
    expect(await ask(`GET ${path}`, [`X-Filler: ${"x".repeat(17_000)}`])).toEqual([431]);
    expect(await ask(`GET ${path}?${"x".repeat(17_000)}`)).toEqual([431]);
    expect(await ask(`POST ${path}`, ["Expect: the-unexpected"])).toEqual([417]);
  });

  it("is not put out by headers that are Next's own", async () => {
    for (const headers of [
      ["RSC: 1", "Next-Router-State-Tree: %7Bnonsense"],
      ["RSC: 1", "Next-Router-State-Tree: %5B%5D"],
      ["Next-Action: deadbeef", "Content-Type: text/plain", "Content-Length: 0"],
      ["x-middleware-subrequest: middleware:middleware:middleware:middleware:middleware"],
    ]) {
      const [status = 0, ...more] = await ask(
        `${headers[0]?.startsWith("Next") ? "POST" : "GET"} ${path}`,
        headers,
      );
      expect(more).toEqual([]);
      expect(status).toBeGreaterThanOrEqual(200);
      expect(status).toBeLessThan(500);
    }
  });
});

it.each([
  "OPTIONS *",
  "GET nonsense",
  "GET http://",
  "GET ftp://localhost/login",
  "CONNECT localhost:80",
])("%s is refused", async (line) => {
  expect([[400], [405]]).toContainEqual(await ask(line));
});

it("what is no HTTP at all is a 400", async () => {
  for (const bytes of [
    "GARBAGE\r\n\r\n",
    "\x16\x03\x01\x00\xa5",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  ])
    expect(await statuses(bytes)).toEqual([400]);
});

it("O5: a target in absolute form is judged by the host that it names, not by Host", async () => {
  const body = '{"jsonrpc":"2.0","id":1,"method":"ping"}';
  const headers = ["Content-Type: application/json", `Content-Length: ${body.length}`];
  for (const path of ["/api/mcp", "/login"])
    expect(await ask(`POST http://rebound.test${path}`, headers, body)).toEqual([403]);
});
