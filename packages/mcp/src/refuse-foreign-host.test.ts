import { createKey, createUser, type TestUser, useRuntime } from "@pfn/api/testing";
import { beforeAll, expect, it } from "vitest";
import { useDoor } from "../test/agents";
import { post, rawStatus } from "../test/rpc";

// A page that reaches this machine through a name of its own (DNS rebinding) brings that name along (A9).

const t = useRuntime({ publicUrl: new URL("https://pfn.example.org") });
const door = useDoor(t);
const made: { user?: TestUser; authorization?: string } = {};
beforeAll(async () => {
  const user = await createUser(t.runtime);
  const { authorization } = await createKey(t.runtime, user);
  Object.assign(made, { user, authorization });
});

const port = () => new URL(door.url).port;
const status = (...headerLines: readonly string[]) =>
  rawStatus(door.url, [
    `Authorization: ${made.authorization ?? ""}`,
    ...headerLines.map((line) => line.replace("PORT", port())),
  ]);

it.each([
  "pfn.example.org",
  "PFN.example.org",
  "pfn.example.org:443",
  "127.0.0.1:PORT",
  "localhost:PORT",
  "[::1]:PORT",
])("A9: Host %s is this server's", async (host) => {
  expect(await status(`Host: ${host}`)).toBe(200);
});

it.each([
  "evil.example",
  "evil.example:PORT",
  "127.0.0.1.evil.example:PORT",
  "localhost.evil.example:PORT",
  "127.0.0.1:1",
  "localhost",
  "192.0.2.1:PORT",
  "pfn.example.org:8443",
  "pfn.example.org.",
  "evil@127.0.0.1:PORT",
  "127.0.0.1:PORT/pfn.example.org",
  "",
])("A9: Host '%s' is not, and the request is refused with 403, key or not", async (host) => {
  expect(await status(`Host: ${host}`)).toBe(403);
  expect(await rawStatus(door.url, [`Host: ${host.replace("PORT", port())}`])).toBe(403);
});

it.each(["https://pfn.example.org", "http://127.0.0.1:PORT"])("A9: Origin %s is this server's", async (origin) => {
  expect(await status("Host: 127.0.0.1:PORT", `Origin: ${origin}`)).toBe(200);
});

it.each([
  "https://evil.example",
  "null",
  "http://localhost:1",
  "http://pfn.example.org",
  "https://pfn.example.org.evil.example",
  "http://127.0.0.1",
  "nonsense",
  "",
])("A9: Origin '%s' is not, and the request is refused with 403", async (origin) => {
  expect(await status("Host: 127.0.0.1:PORT", `Origin: ${origin}`)).toBe(403);
});

it("S4: a signed-in person's cookie opens nothing: a plain challenge, with or without a key's spelling beside it", async () => {
  const cookie = made.user?.cookie ?? "";
  const answer = await post(door.url, { jsonrpc: "2.0", id: 1, method: "tools/list" }, { cookie });
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="pfn"');
  const bad = await post(
    door.url,
    { jsonrpc: "2.0", id: 1, method: "tools/list" },
    { cookie, authorization: "Bearer nonsense" },
  );
  expect(bad.headers.get("www-authenticate")).toBe('Bearer realm="pfn", error="invalid_token"');
});
