import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { envelope, pretend, refusal } from "../test/pretend";
import type { PfnClientOptions } from "./index";
import { SYSTEM } from "./system";

type Answer = (res: ServerResponse, req: IncomingMessage) => unknown;

const NOW = Date.parse("2026-03-31T12:00:00.000Z");
const done: Answer = (res) => res.end('{"result":{"data":{"outcome":"applied"}}}');
const cut: Answer = (_, req) => req.socket.destroy();
const refuse =
  (
    status: number,
    code: string,
    more: { headers?: Record<string, string>; path?: string; retryable?: boolean } = {},
  ) =>
  (res: ServerResponse) =>
    res
      .writeHead(status, more.headers)
      .end(envelope({ status, code, detail: "No.", retryable: false, ...more }));
const busy = (headers?: Record<string, string>) =>
  refuse(503, "SERVICE_UNAVAILABLE", { retryable: true, ...(headers && { headers }) });

/**
 * A server that gives these answers, one per request and the last for all that follow, and a client
 * that waits for nothing.
 */
async function script(
  answers: readonly Answer[],
  options: Partial<PfnClientOptions> & { random?: number } = {},
) {
  const bodies: string[] = [];
  const waits: number[] = [];
  const clock = { now: NOW };
  const { random = 0.999_999, ...rest } = options;
  const server = await pretend(
    async (req, res) => {
      const answer = answers[Math.min(bodies.length, answers.length - 1)];
      bodies.push(await text(req));
      answer?.(res, req);
    },
    {
      ...rest,
      system: {
        now: () => clock.now,
        random: () => random,
        sleep: async (ms) => {
          waits.push(Math.round(ms));
          clock.now += ms;
        },
      },
    },
  );
  const sentKeys = () =>
    bodies.map((body) => (JSON.parse(body) as { idempotencyKey: string }).idempotencyKey);
  return { ...server, bodies, waits, sentKeys };
}

const write = ({ pfn }: Awaited<ReturnType<typeof script>>) => pfn.ledger.fillDemo.mutate();

describe("a write", () => {
  it("that got no answer is sent again, with the same key and body, until it has one", async () => {
    await using server = await script([cut, cut, done]);
    expect(await server.pfn.ledger.fillDemo.mutate({ reason: "To try" })).toEqual({
      outcome: "applied",
    });
    expect(server.bodies).toHaveLength(3);
    expect(new Set(server.bodies).size).toBe(1);
    expect(server.sentKeys()[0]).toMatch(/^auto-[\da-f]{32}$/);
  });

  it("has a key of its own for each call, and the caller's own where one is given", async () => {
    await using server = await script([done]);
    await server.pfn.ledger.fillDemo.mutate();
    await server.pfn.ledger.fillDemo.mutate();
    await server.pfn.ledger.fillDemo.mutate({ idempotencyKey: "mine" });
    expect(new Set(server.sentKeys()).size).toBe(3);
    expect(server.sentKeys()[2]).toBe("mine");
  });

  it("whose first attempt still runs is sent again; one that conflicts now is not", async () => {
    const inFlight = refuse(409, "CONFLICT", { path: "idempotencyKey" });
    await using server = await script([cut, inFlight, done]);
    expect(await write(server)).toEqual({ outcome: "applied" });
    await using other = await script([inFlight]);
    expect(await refusal(write(other))).toMatchObject({ code: "CONFLICT" });
    expect(other.bodies).toHaveLength(1);
  });
});

describe("the wait", () => {
  it("is drawn from a range that doubles, up to a bound", async () => {
    await using server = await script([busy()], { retry: { attempts: 8 } });
    const error = await refusal(server.pfn.me.get.query());
    expect(error).toMatchObject({ code: "SERVICE_UNAVAILABLE", attempts: 8 });
    expect(server.waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    await using lucky = await script([busy()], { random: 0 });
    await refusal(lucky.pfn.me.get.query());
    expect(lucky.waits).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([
    [
      "429 and seconds",
      refuse(429, "TOO_MANY_REQUESTS", { retryable: true, headers: { "retry-after": "7" } }),
    ],
    ["503 and seconds", busy({ "retry-after": "7" })],
    ["503 and a date", busy({ "retry-after": "Tue, 31 Mar 2026 12:00:07 GMT" })],
    [
      "a proxy's 503 and seconds",
      (res: ServerResponse) => res.writeHead(503, { "retry-after": "7" }).end("<html>"),
    ],
  ])("is never shorter than Retry-After asks: %s", async (_, answer) => {
    await using server = await script([answer, done]);
    await server.pfn.ledger.fillDemo.mutate();
    expect(server.waits).toEqual([7_000]);
  });

  it("is not begun when it would end too late: the error says how long it would be", async () => {
    await using server = await script([busy({ "retry-after": "3600" })]);
    expect(await refusal(write(server))).toMatchObject({
      status: 503,
      retryAfterSeconds: 3_600,
      retryable: true,
    });
    expect([server.bodies.length, server.waits]).toEqual([1, []]);
    await using patient = await script([busy({ "retry-after": "3600" }), done], {
      retry: { withinSeconds: 4_000 },
    });
    expect(await write(patient)).toEqual({ outcome: "applied" });
  });

  it("is ended by the caller's signal", async () => {
    const gaveUp = new AbortController();
    await using server = await pretend((req) => req.socket.destroy(), {
      system: {
        sleep: (_, signal) => {
          const slept = SYSTEM.sleep(3_600_000, signal);
          gaveUp.abort();
          return slept;
        },
      },
    });
    const call = server.pfn.ledger.fillDemo.mutate({}, { signal: gaveUp.signal });
    expect(await refusal(call)).toMatchObject({ code: "ABORTED", attempts: 2 });
  });
});

describe("what is sent once only", () => {
  it.each([
    refuse(400, "BAD_REQUEST"),
    refuse(401, "UNAUTHORIZED"),
    refuse(403, "FORBIDDEN"),
    refuse(404, "NOT_FOUND"),
    refuse(409, "CONFLICT", { path: "transactions.0.version" }),
    refuse(422, "UNPROCESSABLE_CONTENT", { path: "idempotencyKey" }),
    refuse(500, "INTERNAL_SERVER_ERROR"),
    (res: ServerResponse) => res.writeHead(500).end("<html>"),
    (res: ServerResponse) => res.writeHead(308, { location: "/elsewhere" }).end(),
  ])("what was answered, unless the answer was to come again (%#)", async (answer) => {
    await using server = await script([answer]);
    await refusal(write(server));
    await refusal(server.pfn.me.get.query());
    expect(server.bodies).toHaveLength(2);
  });

  it("everything, with `retry: false`; a write carries a key all the same", async () => {
    await using server = await script([cut], { retry: false });
    expect(await refusal(write(server))).toMatchObject({
      code: "NETWORK",
      idempotencyKey: expect.any(String),
    });
    expect(server.bodies).toHaveLength(1);
  });
});

it("of reads that travelled together, only those that did not arrive are sent again", async () => {
  const paths: string[] = [];
  const ok = { result: { data: { items: [], nextCursor: null } } };
  const no = JSON.parse(
    envelope({ status: 503, code: "SERVICE_UNAVAILABLE", detail: "No.", retryable: true }),
  );
  await using server = await pretend(
    (req, res) => {
      const [path = ""] = req.url?.split("?") ?? [];
      paths.push(path.replace("/api/trpc/", ""));
      res.writeHead(207).end(JSON.stringify(paths.length === 1 ? [ok, no, ok] : [ok]));
    },
    { system: { sleep: async () => undefined } },
  );
  const { accounts, categories, operations } = server.pfn;
  await Promise.all([accounts.list.query(), categories.list.query(), operations.list.query()]);
  expect(paths).toEqual(["accounts.list,categories.list,operations.list", "categories.list"]);
});

it("options of a retry that cannot be followed are refused before any request", async () => {
  for (const retry of [
    { attempts: 0 },
    { attempts: 1.5 },
    { withinSeconds: -1 },
    { withinSeconds: Number.NaN },
  ])
    await expect(script([done], { retry })).rejects.toMatchObject({
      code: "INVALID_OPTIONS",
      path: "retry",
    });
});
