import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { generateKey } from "@pfn/keys";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { sendRaw, statusOf } from "../../test/raw-request";
import { get, send } from "../../test/requests";
import { useServer } from "../../test/server";
import { createMetricsEndpoint } from "./create-metrics-endpoint";

const t = useRuntime();
const server = useServer(t);
const TOKEN = "0kq1Zb7xW3vT9sPz5mYc2RjL8hDfGnUe";

const ask = (headers: Record<string, string> = {}, method = "GET") =>
  send(`${server.url}/metrics`, { method, headers });
/** The value of one series, 0 when there is none. */
const read = (text: string, series: string): number =>
  Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length) ?? 0,
  );

beforeEach(() => {
  t.runtime.metricsAccess = { token: null, hasOwnPort: false };
  t.runtime.publicUrl = new URL("http://localhost:3000");
});

describe("who may read the metrics", () => {
  it("this machine, while the public address is this machine", async () => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/plain");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("F8: nobody behind a proxy, unless they are asked for", async () => {
    expect((await ask({ "x-forwarded-for": "192.0.2.9" })).status).toBe(404);
    expect((await ask({ via: "1.1 proxy" })).status).toBe(404);
    const head = "GET /metrics HTTP/1.1\r\nHost: pfn.example.org\r\nConnection: close\r\n\r\n";
    expect(statusOf(await sendRaw(server.url, head))).toBe(404);
    t.runtime.publicUrl = new URL("https://pfn.example.org");
    const answer = await ask();
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("PFN_METRICS_TOKEN");
  });

  it("K5: whoever sends the token, and nobody else", async () => {
    t.runtime.metricsAccess = { token: TOKEN, hasOwnPort: false };
    t.runtime.publicUrl = new URL("https://pfn.example.org");
    expect((await ask({ authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    for (const authorization of [
      "",
      "Bearer ",
      `Bearer ${TOKEN}x`,
      `Bearer ${TOKEN.slice(1)}`,
      `Basic ${TOKEN}`,
    ]) {
      const answer = await ask({ authorization });
      expect(answer.status, authorization).toBe(401);
      expect(answer.text).not.toContain(TOKEN);
    }
    expect((await send(`${server.url}/metrics?token=${TOKEN}`, {})).status).toBe(401);
  });

  it("on a port of their own, all who reach it; the public port has none then", async () => {
    t.runtime.metricsAccess = { token: null, hasOwnPort: true };
    expect((await ask()).status).toBe(404);
    const endpoint = createMetricsEndpoint(t.runtime);
    const own = createServer((req, res) => void (endpoint(req, res) || res.writeHead(404).end()));
    await new Promise<void>((resolve) => own.listen(0, "127.0.0.1", resolve));
    afterAll(() => own.close());
    // A listening TCP server has an address with a port.
    const { port } = own.address() as AddressInfo;
    expect((await send(`http://127.0.0.1:${port}/metrics`, {})).status).toBe(200);
    expect((await send(`http://127.0.0.1:${port}/api/trpc/me.get`, {})).status).toBe(404);
  });

  it("by GET and HEAD only", async () => {
    expect((await ask({}, "HEAD")).text).toBe("");
    const answer = await ask({}, "POST");
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });
});

describe("what the metrics count", () => {
  it("requests by endpoint and status, refusals by code, keys by what became of them", async () => {
    const user = await createUser(t.runtime);
    const good = await createKey(t.runtime, user, { scopes: ["accounts:read"] });
    const revoked = await createKey(t.runtime, user, { revokedAt: new Date() });
    const before = (await ask()).text;
    await get(server.url, "me.get", { authorization: good.authorization });
    await get(server.url, "transactions.list", { authorization: good.authorization });
    await get(server.url, "me.get", { authorization: revoked.authorization });
    await get(server.url, "me.get", { authorization: "Bearer nonsense" });
    await get(server.url, "me.get", { authorization: `Bearer ${generateKey("live").key}` });
    await send(`${server.url}/api/v1/me`, { headers: { authorization: good.authorization } });
    const after = (await ask()).text;
    const grown = (series: string) => read(after, series) - read(before, series);
    expect(grown('pfn_requests_total{endpoint="trpc",status="200"}')).toBe(1);
    expect(grown('pfn_requests_total{endpoint="trpc",status="401"}')).toBe(3);
    expect(grown('pfn_requests_total{endpoint="trpc",status="403"}')).toBe(1);
    expect(grown('pfn_requests_total{endpoint="rest",status="200"}')).toBe(1);
    expect(grown('pfn_request_duration_seconds_count{endpoint="trpc"}')).toBe(5);
    expect(grown('pfn_refusals_total{code="UNAUTHORIZED"}')).toBe(3);
    expect(grown('pfn_refusals_total{code="FORBIDDEN"}')).toBe(1);
    expect(grown('pfn_key_refusals_total{reason="scope"}')).toBe(1);
    expect(grown('pfn_key_refusals_total{reason="revoked"}')).toBe(1);
    expect(grown('pfn_key_refusals_total{reason="malformed"}')).toBe(1);
    expect(grown('pfn_key_refusals_total{reason="unknown"}')).toBe(1);
    expect(grown("pfn_key_verifications_total")).toBe(5);
    expect(grown("pfn_key_verification_statements_total")).toBe(5);
    expect(after).not.toContain(good.id);
    expect(after).not.toContain(user.userId);
  });

  it("statements, which simultaneous verifications share", async () => {
    const before = t.database.stats();
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => t.database.findKey(Buffer.alloc(32, index))),
    );
    const after = t.database.stats();
    expect(after.keyLookups - before.keyLookups).toBe(20);
    expect(after.keyStatements - before.keyStatements).toBeLessThan(20);
  });

  it("F5: background work that failed, by our own name for it", async () => {
    t.runtime.background.run("audit", () => Promise.reject(new Error("no disk")));
    await t.runtime.background.settle();
    expect(read((await ask()).text, 'pfn_background_failures_total{name="audit"}')).toBe(1);
  });

  it("K7: last uses that could not be saved, of which no request hears", async () => {
    t.runtime.keyUse.used("an id that the database refuses", { ip: null, userAgent: null });
    await t.runtime.keyUse.flush({ all: true });
    expect(read((await ask()).text, 'pfn_background_failures_total{name="key-use"}')).toBe(1);
  });

  it("the event loop, memory, and PostgreSQL's connections; no version", async () => {
    const { text } = await ask();
    expect(text).toContain("nodejs_eventloop_lag_seconds ");
    expect(text.includes('pfn_database_connections{state="busy"}')).toBe(
      t.database.engine === "postgres",
    );
    expect(text).not.toContain(process.versions.node);
  });

  it("no more series, whatever callers send", async () => {
    const series = async () =>
      (await ask()).text.split("\n").filter((line) => line.startsWith("pfn_")).length;
    const report = (round: string) => {
      t.runtime.metrics.policyViolated(`made-up-${round}`);
      return Promise.all([
        get(server.url, `no.such.${round}`),
        send(`${server.url}/api/v1/${round}`, {}),
        send(`${server.url}/healthz?${round}`, { method: "PUT", headers: { "x-anything": round } }),
      ]);
    };
    await report("first");
    const before = await series();
    for (const round of ["second", "third", "fourth"]) await report(round);
    expect(await series()).toBe(before);
  });
});

it("a failure to render is a bare 500", async () => {
  vi.spyOn(t.runtime.metrics, "render").mockRejectedValueOnce(new Error("inside"));
  const answer = await ask();
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain("inside");
});
