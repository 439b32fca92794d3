import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { useRuntime } from "../test/database";
import { sendRaw, statusOf } from "../test/raw-request";
import { createHttp } from "./create-http";
import { createRefuseForeignHost } from "./refuse-foreign-host";

const t = useRuntime({
  publicUrl: new URL("https://pfn.example.org"),
  trustedProxies: ["127.0.0.1", "::1"],
});
const made: { server?: Server; url?: string } = {};
beforeAll(async () => {
  const refuseForeignHost = createRefuseForeignHost(t.runtime);
  const endpoints = createHttp(t.runtime);
  const server = createServer((req, res) => {
    if (!refuseForeignHost(req, res) && !endpoints(req, res)) res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  Object.assign(made, { server, url: `http://127.0.0.1:${address.port}` });
});
afterAll(() => new Promise((resolve) => made.server?.close(resolve)));

const ask = (target: string, ...headerLines: readonly string[]) =>
  sendRaw(
    made.url ?? "",
    [`${target} HTTP/1.1`, "Connection: close", ...headerLines, "", ""].join("\r\n"),
  );

it(
  "O5: the refusal names the right address and the settings, in the form that the caller " +
    "reads",
  async () => {
    const rest = await ask("GET /api/v1/me", "Host: evil.example");
    expect(rest).toContain("HTTP/1.1 403 ");
    expect(rest).toContain("content-type: application/problem+json");
    expect(rest).toContain("Use https://pfn.example.org. Set PFN_URL or PFN_HOSTS");
    expect(await ask("GET /api/trpc/me.get", "Host: evil.example")).toContain('{"error":{"code":');
    const page = await ask("GET /login", "Host: evil.example");
    expect(page).toContain("content-type: text/plain");
    expect(page).toContain("Use https://pfn.example.org.");
  },
);

it("O5: a trusted proxy's X-Forwarded-Host is not believed: a page could send it", async () => {
  const forged = [
    "X-Forwarded-Host: pfn.example.org",
    "X-Forwarded-For: 192.0.2.1",
    "Forwarded: host=pfn.example.org",
  ];
  expect(statusOf(await ask("GET /api/v1/me", "Host: evil.example", ...forged))).toBe(403);
});

it("O5: health and figures answer under any name, nothing that looks like them does", async () => {
  for (const path of ["/healthz", "/readyz", "/healthz?probe=1"])
    expect([path, statusOf(await ask(`GET ${path}`, "Host: 10.0.0.7:3000"))]).toEqual([path, 200]);
  // The endpoint itself says that figures need a token.
  expect(statusOf(await ask("GET /metrics", "Host: pfn:3000"))).toBe(404);
  for (const path of [
    "/healthz/",
    "/healthz/../api/v1/me",
    "/%68ealthz",
    "/api/healthz",
    "/readyz/x",
  ])
    expect([path, statusOf(await ask(`GET ${path}`, "Host: 10.0.0.7:3000"))]).toEqual([path, 403]);
});

it("O5: nothing is asked of the database for a request that was sent elsewhere", async () => {
  t.statements.length = 0;
  await ask(
    "GET /api/v1/me",
    "Host: evil.example",
    "Authorization: Bearer pfn_live_x",
    "Cookie: session=x",
  );
  expect(t.statements).toEqual([]);
});
