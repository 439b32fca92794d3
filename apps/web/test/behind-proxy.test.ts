import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askOverHttps, type Options } from "./ask-proxy";
import { type PfnProcess, startPfn } from "./start-pfn";
import { PROXY_NAME, type ProxyProcess, startProxy } from "./start-proxy";

// A real server behind docs/proxy/nginx.conf, run as it stands.

describe("pfn behind the sample proxy", () => {
  const running: { pfn?: PfnProcess; through?: ProxyProcess } = {};
  beforeAll(async () => {
    running.pfn = await startPfn({
      PFN_URL: `https://${PROXY_NAME}`,
      PFN_TRUSTED_PROXIES: "127.0.0.1",
    });
    const { port } = running.pfn;
    running.through = await startProxy([port, port, port]);
  });
  afterAll(async () => {
    await running.through?.remove();
    await running.pfn?.remove();
  });
  const ask = (path: string, options: Options = {}) => {
    if (running.through === undefined) throw new Error("not ready");
    return askOverHttps(running.through, path, options);
  };

  it("S9, B3: pages, cookies and refusals are those of a server with TLS", async () => {
    const page = await ask("/signup");
    expect([page.status, page.headers["strict-transport-security"]]).toEqual([
      200,
      "max-age=31536000",
    ]);
    expect(page.headers["cache-control"]).toContain("no-store");
    const csrf = await ask("/api/auth/csrf");
    for (const cookie of csrf.headers["set-cookie"] ?? [])
      expect(cookie).toMatch(/^__Host-.*; Secure/);
    const refused = await ask("/api/v1/me", { headers: { Authorization: "Bearer nonsense" } });
    expect([refused.status, refused.headers["www-authenticate"]]).toEqual([
      401,
      'Bearer realm="pfn", error="invalid_token"',
    ]);
    const [script] = /\/_next\/static\/[^"]+\.js/.exec(page.text) ?? [""];
    expect((await ask(script)).status).toBe(200);
  });

  it("T9: itself refuses what came over plain http, signing in too, with no redirect", async () => {
    const [url, headers] = [running.pfn?.url ?? "", { "X-Forwarded-Proto": "http" }];
    for (const path of [
      "/api/v1/me",
      "/api/trpc/me.get",
      "/api/mcp",
      "/api/auth/csrf",
      "/%61pi/auth/csrf",
    ]) {
      const { status, redirected } = await fetch(url + path, { headers });
      expect([path, status, redirected]).toEqual([path, 403, false]);
    }
    for (const path of ["/healthz", "/login"])
      expect((await fetch(url + path, { headers })).status, path).toBe(200);
  });

  it("T7: near its limits pfn refuses in its own words, whenever the refusal comes", async () => {
    const body = JSON.stringify({ name: "x".repeat(1_048_576) });
    for (let round = 0; round < 20; round += 1) {
      const answer = await ask("/api/trpc/profile.signUp", {
        method: "POST",
        body,
        headers: { "Content-Type": "application/json" },
      });
      expect([answer.status, JSON.parse(answer.text).error?.data.code]).toEqual([
        413,
        "PAYLOAD_TOO_LARGE",
      ]);
    }
  });

  it("F1: while no instance runs, programs get 503 and a time to retry, people words", async () => {
    await running.pfn?.remove();
    const answer = await ask("/api/v1/me");
    expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "5"]);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
    expect(JSON.parse(answer.text)).toMatchObject({ code: "SERVICE_UNAVAILABLE", retryable: true });
    expect(await ask("/")).toMatchObject({
      status: 503,
      text: expect.stringContaining("pfn does not answer right now"),
    });
  });
});
