import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PfnProcess, startPfn } from "./start-pfn";
import { ADA, createVisitor } from "./visitor";

let pfn: PfnProcess;
beforeAll(async () => {
  pfn = await startPfn();
});
afterAll(() => pfn.remove());

describe("before anybody has an account", () => {
  it("every page leads to creating the first one", async () => {
    const visitor = createVisitor(pfn.url);
    expect((await visitor.get("/")).headers.get("location")).toBe("/login");
    expect((await visitor.get("/config/user")).headers.get("location")).toBe("/login");
    expect((await visitor.get("/login")).headers.get("location")).toBe("/signup");
    expect((await visitor.get("/signup")).status).toBe(200);
  });
});

describe("pages", () => {
  beforeAll(async () => {
    await createVisitor(pfn.url).mutate("profile.signUp", ADA);
  });

  it("sign-up closes after the first account: no form without an invitation", async () => {
    const visitor = createVisitor(pfn.url);
    const closed = await (await visitor.get("/signup")).text();
    expect(closed).toContain('href="/login"');
    expect(closed).not.toContain('type="password"');
    expect((await visitor.get("/login")).status).toBe(200);
  });

  it("a signed-in person is led from signing in to the overview", async () => {
    const visitor = createVisitor(pfn.url);
    await visitor.signIn(ADA);
    expect((await visitor.get("/login")).headers.get("location")).toBe("/");
    expect((await visitor.get("/signup")).headers.get("location")).toBe("/");
    expect((await visitor.get("/config/user")).status).toBe(200);
  });

  it("shows its icon also to a browser that has not read the link to it yet", async () => {
    const icon = await createVisitor(pfn.url).get("/favicon.ico");
    expect([icon.status, icon.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
  });

  it("C1, I8: there is no image optimizer to send anywhere", async () => {
    const query = new URLSearchParams({ url: "http://127.0.0.1:1/x.avif", w: "64", q: "75" });
    const answers = await Promise.all(
      [query.toString(), query.toString().replace(/url=[^&]*/, "url=%2Ficon.svg")].map((search) =>
        createVisitor(pfn.url).get(`/_next/image?${search}`),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  });

  it.each([
    "/login",
    "/",
    "/config/user",
    "/docs/agents",
    "/docs/agents/start",
    "/docs/api",
    "/there-is-nothing-here",
    "/_global-error",
  ])(
    "B1, B2: every script and style of %s carries the nonce of its own response, and nobody else's",
    async (path) => {
      const visitor = createVisitor(pfn.url);
      if (path !== "/login") await visitor.signIn(ADA);
      const pages = await Promise.all([visitor.get(path), visitor.get(path)]);
      const nonces = pages.map(
        ({ headers }) =>
          /'nonce-([^']{24})' 'strict-dynamic'/.exec(
            headers.get("content-security-policy") ?? "",
          )?.[1],
      );
      expect(new Set(nonces).size).toBe(2);
      for (const [index, page] of pages.entries()) {
        const tags = (await page.text()).match(/<(script|style)\b[^>]*>/g) ?? [];
        expect(tags.filter((tag) => !tag.includes(`nonce="${nonces[index]}"`))).toEqual([]);
        expect(tags.length).toBeGreaterThan(5);
        expect(page.headers.get("cache-control")).toContain("no-store");
      }
    },
  );

  it("B2: a nonce or policy that the client sends is replaced", async () => {
    const sent = {
      "x-nonce": "chosen-by-the-client",
      "Content-Security-Policy": "script-src 'nonce-chosen-by-the-client'",
    };
    const page = await fetch(`${pfn.url}/login`, { headers: sent });
    expect((await page.text()) + page.headers.get("content-security-policy")).not.toContain(
      "chosen-by-the-client",
    );
  });

  it("B3: every page tells the browser to keep to itself, and not what it runs on", async () => {
    const { headers } = await fetch(`${pfn.url}/login`);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("x-powered-by")).toBeNull();
    // Without TLS a browser must not be told to insist on it.
    expect(headers.get("strict-transport-security")).toBeNull();
  });

  it("an upgrade to another protocol is not taken in production", async () => {
    const socket = connect(pfn.port, "127.0.0.1");
    const head =
      `GET /_next/hmr HTTP/1.1\r\nHost: localhost:${pfn.port}\r\nConnection: ` +
      "Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
    socket.write(`${head}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 404 /);
    socket.destroy();
  });

  it("T8: headers over 16 KiB are refused", async () => {
    const answer = await fetch(`${pfn.url}/login`, { headers: { "x-filler": "x".repeat(17_000) } });
    expect(answer.status).toBe(431);
  });
});
