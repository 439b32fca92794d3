import { createServer, type IncomingMessage, type Server } from "node:http";
import { request as httpsRequest } from "node:https";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askOverHttp, askOverHttps, type Options } from "./ask-proxy";
import { PROXIES } from "./proxy-samples";
import { launchPfn } from "./start-pfn";
import { PROXY_NAME, type ProxyProcess, startProxy } from "./start-proxy";

// docs/proxy/nginx.conf and deploy/Caddyfile, run as they stand.

/** What reached an instance. */
interface Seen {
  instance: number;
  url: string;
  headers: IncomingMessage["headers"];
}

const seen: Seen[] = [];
const servers: Server[] = [];
const made: { proxy?: ProxyProcess } = {};

beforeAll(async () => {
  for (const instance of [0, 1, 2]) {
    const server = createServer((req, res) => {
      const { url = "", headers } = req;
      // Caddy asks each instance whether it is ready.
      if (url !== "/readyz") seen.push({ instance, url, headers });
      req.resume();
      res.setHeader("Cache-Control", "public, max-age=31536000, immutable");
      res.end("an instance");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    servers.push(server);
  }
});
afterAll(() => {
  for (const server of servers) server.close();
});
beforeEach(() => {
  seen.length = 0;
});

const proxy = () => {
  if (made.proxy === undefined) throw new Error("not ready");
  return made.proxy;
};
function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

const overHttps = (path: string, options: Options = {}) => askOverHttps(proxy(), path, options);
const overHttp = (path: string, options: Options = {}) => askOverHttp(proxy(), path, options);

describe.each(PROXIES)("%s with its sample configuration", (kind) => {
  beforeAll(async () => {
    const [a = 0, b = 0, c = 0] = servers.map(portOf);
    made.proxy = await startProxy([a, b, c], kind);
  });
  afterAll(() => made.proxy?.remove());

  it("T9: refuses the API over plain http without redirect, and leads pages to https", async () => {
    const key = { headers: { Authorization: "Bearer pfn_live_x" } };
    for (const path of [
      "/api/v1/me",
      "/api/trpc/me.get",
      "//api/v1/me",
      "/%61pi/v1/me",
      "/api/auth/csrf",
    ]) {
      const answer = await overHttp(path, key);
      expect([answer.status, answer.headers.location]).toEqual([403, undefined]);
      expect(JSON.parse(answer.text)).toMatchObject({
        status: 403,
        code: "FORBIDDEN",
        retryable: false,
      });
    }
    expect((await overHttp("/login", key)).status).toBe(403);
    const page = await overHttp("/login?next=%2F", { headers: { Host: "evil.example" } });
    expect([page.status, page.headers.location]).toEqual([
      301,
      "https://pfn.example.org/login?next=%2F",
    ]);
    expect(seen).toEqual([]);
  });

  it("T2: refuses a repeated Authorization header before any instance sees it", async () => {
    const headers = { Authorization: ["Bearer a", "Bearer b"] };
    expect((await overHttps("/api/v1/me", { headers })).status).toBe(400);
    expect(seen).toEqual([]);
  });

  it("O2: states itself who calls; drops what the caller states of itself and Next", async () => {
    const lies = {
      "x-middleware-subrequest": "src/middleware",
      "x-nextjs-data": "1",
      "next-resume": "1",
      "x-nonce": "known",
      "x-forwarded-host": "evil.example",
      "x-forwarded-port": "1",
      "x-real-ip": "203.0.113.9",
      forwarded: "for=203.0.113.9",
    };
    await overHttps("/", {
      headers: { ...lies, "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": "http" },
    });
    expect(seen).toHaveLength(1);
    expect(Object.keys(seen[0]?.headers ?? {}).filter((name) => name in lies)).toEqual([]);
    expect(seen[0]?.headers).toMatchObject({
      host: PROXY_NAME,
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "https",
    });
  });

  it("O2: refuses to change the protocol", async () => {
    const headers = {
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Key": "x",
      "Sec-WebSocket-Version": "13",
    };
    expect((await overHttps("/_next/webpack-hmr", { headers })).status).toBe(400);
    expect(seen).toEqual([]);
  });

  it("B4: keeps at most what is below /_next/static, even if an instance allows more", async () => {
    const [file, ...others] = ["/_next/static/a.js", "/", "/api/v1/me"];
    for (const path of [file, ...others]) {
      await overHttps(path);
      await overHttps(path);
    }
    const twice = [file, ...others].flatMap((path) => [path, path]);
    // Caddy keeps nothing.
    expect(seen.map(({ url }) => url)).toEqual(kind === "nginx" ? twice.slice(1) : twice);
  });

  it("T7: ends bodies that are much too large", async () => {
    const post = (path: string, bytes: number) =>
      overHttps(path, {
        method: "POST",
        body: Buffer.alloc(bytes),
        headers: { "Content-Length": bytes },
      });
    expect((await post("/api/v1/imports", 16 * 1_048_576)).status).toBe(200);
    expect((await post("/login", 64 * 1_024)).status).toBe(200);
    seen.length = 0;
    // A proxy may hang up on somebody who goes on sending.
    const tooMuch = await post("/login", 65 * 1_024);
    expect(tooMuch.status).toBe(413);
    expect(seen).toEqual([]);
  });

  it("answers for no other name, and shows nobody the metrics", async () => {
    const other = httpsRequest({
      host: "127.0.0.1",
      port: proxy().httpsPort,
      servername: "other.example",
      agent: false,
    });
    await expect(
      new Promise((resolve, reject) => other.on("response", resolve).on("error", reject).end()),
    ).rejects.toThrow();
    expect((await overHttps("/metrics")).status).toBe(404);
    expect(seen).toEqual([]);
  });

  it("spreads requests over three instances and passes over one that is gone", async () => {
    for (let turn = 0; turn < 12; turn += 1) await overHttps("/");
    expect(new Set(seen.map(({ instance }) => instance)).size).toBe(3);
    const gone = await launchPfn();
    await gone.remove();
    const [, b = 0, c = 0] = servers.map(portOf);
    const through = await startProxy([gone.port, b, c], kind);
    const answers = await Promise.all(Array.from({ length: 12 }, () => askOverHttps(through, "/")));
    await through.remove();
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("tells programs and people, each in their way, that no instance answers", async () => {
    const gone = await launchPfn();
    await gone.remove();
    const through = await startProxy([gone.port, gone.port, gone.port], kind);
    const [api, page] = [
      await askOverHttps(through, "/api/v1/me"),
      await askOverHttps(through, "/"),
    ];
    await through.remove();
    for (const { status, headers } of [api, page])
      expect([status, headers["retry-after"], headers["cache-control"]]).toEqual([
        503,
        "5",
        "no-store",
      ]);
    expect(JSON.parse(api.text)).toMatchObject({
      status: 503,
      code: "SERVICE_UNAVAILABLE",
      retryable: true,
    });
    expect(page.text).toMatch(/^pfn does not answer right now\./);
  });
});
