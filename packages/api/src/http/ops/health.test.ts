import { expect, it, vi } from "vitest";
import { useRuntime } from "../../test/database";
import { send } from "../../test/requests";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);
const ask = (path: string, method = "GET") => send(`${server.url}${path}`, { method });

it("F8: /healthz says that the process answers, without asking the database", async () => {
  t.statements.length = 0;
  const answer = await ask("/healthz");
  expect([answer.status, answer.text]).toEqual([200, '{"status":"ok"}']);
  expect(t.statements).toEqual([]);
});

it("F8: /readyz says that the process takes traffic", async () => {
  const answer = await ask("/readyz");
  expect([answer.status, answer.text]).toEqual([200, '{"status":"ready"}']);
});

it("F8: /readyz is a 503 while the database does not answer", async () => {
  vi.spyOn(t.database, "ping").mockRejectedValue(new Error("connect ECONNREFUSED 10.0.0.5:5432"));
  const answer = await ask("/readyz");
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("2");
  expect(answer.text).not.toContain("10.0.0.5");
  expect((await ask("/healthz")).status).toBe(200);
});

it("F8: /readyz is a 503 until no migration is pending", async () => {
  t.runtime.isMigrated = false;
  vi.spyOn(t.database, "pendingMigrations").mockResolvedValueOnce(["20990101_later"]);
  expect((await ask("/readyz")).status).toBe(503);
  expect((await ask("/readyz")).status).toBe(200);
});

it("F6: /readyz is a 503 once the process shuts down, while /healthz still answers", async () => {
  t.runtime.isClosing = true;
  expect((await ask("/readyz")).status).toBe(503);
  expect((await ask("/healthz")).status).toBe(200);
  t.runtime.isClosing = false;
});

it("HEAD answers without a body; other methods are a 405 with Allow", async () => {
  for (const path of ["/healthz", "/readyz"]) {
    const head = await ask(path, "HEAD");
    expect([head.status, head.text]).toEqual([200, ""]);
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const answer = await ask(path, method);
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    }
  }
});

it("F8: health shows neither versions nor addresses, and may not be cached", async () => {
  for (const path of ["/healthz", "/readyz"]) {
    const answer = await ask(path);
    expect(
      [...answer.headers.keys()].filter((name) => /server|powered|version/.test(name)),
    ).toEqual([]);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  }
});

it("what is no endpoint is left to others", async () => {
  for (const path of [
    "/",
    "/api/trpc",
    "/api/trpcx/me.get",
    "/healthz/",
    "/readyzz",
    "//api/trpc/me.get",
    "/API/TRPC/me.get",
  ]) {
    expect((await ask(path)).headers.get("x-request-id"), path).toBeNull();
  }
});
