import { createKey, createUser, type TestUser, useRuntime } from "@pfn/api/testing";
import { beforeAll, expect, it } from "vitest";
import { useEndpoint } from "../test/agents";
import { post, rawStatus } from "../test/rpc";

// A key beside it does not make another site's page a caller (A9). The host was judged before this
// endpoint is reached (O5).

const t = useRuntime({ publicUrl: new URL("https://pfn.example.org") });
const endpoint = useEndpoint(t);
const made: { user?: TestUser; authorization?: string } = {};
beforeAll(async () => {
  const user = await createUser(t.runtime);
  const { authorization } = await createKey(t.runtime, user);
  Object.assign(made, { user, authorization });
});

const port = () => new URL(endpoint.url).port;
const status = (...headerLines: readonly string[]) =>
  rawStatus(endpoint.url, [
    `Authorization: ${made.authorization ?? ""}`,
    ...headerLines.map((line) => line.replace("PORT", port())),
  ]);

it.each(["https://pfn.example.org", "http://127.0.0.1:PORT"])(
  "A9: Origin %s is this server's",
  async (origin) => {
    expect(await status("Host: 127.0.0.1:PORT", `Origin: ${origin}`)).toBe(200);
  },
);

it.each([
  "https://evil.example",
  "null",
  "http://localhost:1",
  "http://localhost:PORT",
  "https://127.0.0.1:PORT",
  "http://pfn.example.org",
  "https://pfn.example.org.evil.example",
  "http://127.0.0.1",
  "nonsense",
  "",
])("A9: Origin '%s' is not, and the request is refused with 403", async (origin) => {
  expect(await status("Host: 127.0.0.1:PORT", `Origin: ${origin}`)).toBe(403);
});

it("A9: what a browser sends for another site is refused, whatever Origin says", async () => {
  expect(await status("Host: 127.0.0.1:PORT", "Sec-Fetch-Site: cross-site")).toBe(403);
});

it("S4: a signed-in person's cookie opens nothing, with or without a key beside it", async () => {
  const cookie = made.user?.cookie ?? "";
  const answer = await post(
    endpoint.url,
    { jsonrpc: "2.0", id: 1, method: "tools/list" },
    { cookie },
  );
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="pfn"');
  const bad = await post(
    endpoint.url,
    { jsonrpc: "2.0", id: 1, method: "tools/list" },
    { cookie, authorization: "Bearer nonsense" },
  );
  expect(bad.headers.get("www-authenticate")).toBe('Bearer realm="pfn", error="invalid_token"');
});
