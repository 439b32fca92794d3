import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { audit } from "./audit.mjs";
import { judgeAdvisories } from "./judge-advisories.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const GHSA = "GHSA-2222-3333-4444";
let registry: Server;

afterEach(() => registry.close());

/** Starts a registry that replies to every question for advisories with `reply`. */
async function startRegistry(reply: { status: number; body: unknown }) {
  registry = createServer((_, response) => {
    response
      .writeHead(reply.status, { "content-type": "application/json" })
      .end(JSON.stringify(reply.body));
  });
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address with a port.
  return `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
}

function advisory(severity: string) {
  const url = `https://github.com/advisories/${GHSA}`;
  return {
    zod: [{ id: 1, url, title: "reads minds", severity, vulnerable_versions: ">=0.0.0", cwe: [] }],
  };
}

describe("audit", () => {
  it("C1: a high advisory against a locked version fails the check within a week", async () => {
    const { advisories, unreachable } = await audit(ROOT, {
      registry: await startRegistry({ status: 200, body: advisory("high") }),
    });
    expect(unreachable).toBeUndefined();
    const now = new Date("2026-11-24T12:00:00Z");
    expect(judgeAdvisories(advisories, { now })).toEqual([
      expect.stringContaining("zod: high advisory"),
    ]);

    const seen = (since: string) => ({ [GHSA]: { since, work: "waiting for zod 5" } });
    expect(judgeAdvisories(advisories, { now, known: seen("2026-11-18") })).toEqual([]);
    expect(judgeAdvisories(advisories, { now, known: seen("2026-11-17") })).toHaveLength(1);
    expect(judgeAdvisories(advisories, { now, known: seen("2027-01-01") })).toHaveLength(1);
  });

  it("C1: a moderate advisory is no failure", async () => {
    const found = await audit(ROOT, {
      registry: await startRegistry({ status: 200, body: advisory("moderate") }),
    });
    expect(found.advisories).toHaveLength(1);
    expect(judgeAdvisories(found.advisories, { now: new Date() })).toEqual([]);
  });

  it("C1: a registry without advisories is said to be one, and fails nothing", async () => {
    const found = await audit(ROOT, {
      registry: await startRegistry({ status: 405, body: { error: "no" } }),
    });
    expect(found).toEqual({ advisories: [], unreachable: expect.stringContaining("405") });
  });
});
