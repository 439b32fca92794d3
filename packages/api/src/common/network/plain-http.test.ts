import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser } from "../../test/factories";
import { send } from "../../test/requests";
import { useServer } from "../../test/server";
import { createIsPlainHttp } from "./plain-http";

const PUBLIC = new URL("https://pfn.example.org");
const t = useRuntime({ publicUrl: PUBLIC, trustedProxies: ["127.0.0.1", "::1"] });
const server = useServer(t);

it(
  "T9: what a trusted proxy got over plain http is refused at every endpoint, never " +
    "redirected, before its key is looked at",
  async () => {
    const { authorization } = await createKey(t.runtime, await createUser(t.runtime));
    const headers = { authorization, "content-type": "application/json" };
    const calls: [string, RequestInit][] = [
      ["/api/trpc/me.get", {}],
      ["/api/trpc/profile.signUp", { method: "POST", body: "{}" }],
      ["/api/v1/me", {}],
      ["/api/v1/openapi.json", {}],
      ["/api/exports/transactions.csv", {}],
      ["/api/keys/burn", { method: "POST", body: "{}" }],
    ];
    const ask = (protocol: string) =>
      Promise.all(
        calls.map(([path, init]) =>
          send(`${server.url}${path}`, {
            ...init,
            redirect: "manual",
            headers: { ...headers, "x-forwarded-proto": protocol },
          }),
        ),
      );
    t.statements.length = 0;
    for (const { status, headers: told, text } of await ask("http")) {
      expect([status, told.get("location")]).toEqual([403, null]);
      expect(text).toContain("This API is served over https only.");
      expect(text).toContain("Revoke a key that was sent over http");
      expect(text).toContain('"retryable":false');
    }
    expect(t.statements).toEqual([]);
    expect((await ask("https")).map(({ status }) => status)).not.toContain(403);
  },
);

it("a proxy's own probe of the process is answered over http", async () => {
  const headers = { "x-forwarded-proto": "http" };
  for (const path of ["/healthz", "/readyz"])
    expect((await send(server.url + path, { headers })).status).toBe(200);
});

it.each<[string, string, string, string | undefined, boolean]>([
  ["http", "https://pfn.example.org", "127.0.0.1", "http", true],
  ["http in capitals", "https://pfn.example.org", "127.0.0.1", "HTTP", true],
  ["http, before a hop over https", "https://pfn.example.org", "127.0.0.1", "http, https", true],
  ["http, of a dual-stack socket", "https://pfn.example.org", "::ffff:127.0.0.1", "http", true],
  ["https", "https://pfn.example.org", "127.0.0.1", "https", false],
  ["https, before a hop over http", "https://pfn.example.org", "127.0.0.1", "https, http", false],
  ["nothing", "https://pfn.example.org", "127.0.0.1", undefined, false],
  ["http, from somebody who is no proxy", "https://pfn.example.org", "203.0.113.7", "http", false],
  ["http, where that is the public address", "http://pfn.example.org", "127.0.0.1", "http", false],
])("T9: a proxy that says %s", (_, publicUrl, remoteAddress, protocol, isPlain) => {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: remoteAddress });
  const req = new IncomingMessage(socket);
  Object.assign(req.headers, protocol === undefined ? {} : { "x-forwarded-proto": protocol });
  expect(createIsPlainHttp(["127.0.0.1"], new URL(publicUrl))(req)).toBe(isPlain);
});
