import { describe, expect, it } from "vitest";
import { envelope, INVENTED_KEY, pretend as pretendServer, refusal } from "../test/pretend";
import { createPfnClient, type PfnClient } from "./index";

const pretend = (listener: Parameters<typeof pretendServer>[0]) =>
  pretendServer(listener, { retry: false });

const write = (pfn: PfnClient, more: { idempotencyKey?: string } = {}, signal?: AbortSignal) =>
  refusal(pfn.ledger.fillDemo.mutate({ ...more }, signal && { signal }));

describe("when no answer comes", () => {
  it("the error says where, why, and what to do", async () => {
    const { url, pfn, close } = await pretend(() => undefined);
    await close();
    expect({ ...(await refusal(pfn.me.get.query())) }).toMatchObject({
      code: "NETWORK",
      status: 0,
      detail: `No answer from ${url} (ECONNREFUSED).`,
      hint: expect.stringContaining("Check that pfn runs"),
      retryable: true,
    });
  });

  it("a write that may have happened carries the idempotency key for a safe retry", async () => {
    await using server = await pretend((req) => req.socket.destroy());
    expect(await write(server.pfn)).toMatchObject({
      code: "NETWORK",
      retryable: true,
      hint: expect.stringContaining("idempotencyKey"),
      idempotencyKey: expect.stringMatching(/^auto-[\da-f]{32}$/),
    });
    expect(await write(server.pfn, { idempotencyKey: "fill-1" })).toMatchObject({
      idempotencyKey: "fill-1",
    });
  });

  it("a reply that breaks off is no answer", async () => {
    await using server = await pretend((req, res) => {
      res.writeHead(200, { "content-type": "application/json", "content-length": 1_000 });
      res.write('[{"result":', () => req.socket.destroy());
    });
    expect(await refusal(server.pfn.me.get.query())).toMatchObject({
      code: "NETWORK",
      retryable: true,
    });
  });

  it("the caller's signal ends the waiting", async () => {
    await using server = await pretend(() => undefined);
    const query = (signal: AbortSignal) => refusal(server.pfn.me.get.query(undefined, { signal }));
    expect(await query(AbortSignal.abort())).toMatchObject({ code: "ABORTED", retryable: true });
    expect(await query(AbortSignal.timeout(50))).toMatchObject({
      code: "ABORTED",
      detail: expect.stringContaining("longer"),
    });
    expect(await write(server.pfn, {}, AbortSignal.timeout(50))).toMatchObject({
      code: "ABORTED",
      idempotencyKey: expect.any(String),
    });
  });
});

it("when pfn is busy, the error says how long to wait", async () => {
  const problem = {
    code: "SERVICE_UNAVAILABLE",
    status: 503,
    detail: "pfn cannot answer right now.",
    retryable: true,
  };
  await using server = await pretend((_, res) => {
    res.writeHead(503, { "retry-after": "2" }).end(envelope(problem));
  });
  expect({ ...(await refusal(server.pfn.me.get.query())) }).toEqual({
    ...problem,
    retryAfterSeconds: 2,
  });
  expect(await write(server.pfn)).toMatchObject({ ...problem, retryAfterSeconds: 2 });
});

describe("when something else than pfn answers", () => {
  it("a web page, other JSON and an empty body are told apart from pfn's refusals", async () => {
    for (const body of [
      "<!doctype html>",
      '{"error":"not found"}',
      '[{"error":{"code":-1,"message":"x","data":{}}}]',
      "",
    ]) {
      await using server = await pretend((_, res) => res.writeHead(404).end(body));
      const error = await refusal(server.pfn.me.get.query());
      expect({ ...error }, body).toMatchObject({
        code: "UNEXPECTED_REPLY",
        retryable: false,
        hint: expect.stringContaining("`url`"),
      });
      expect(error.message).not.toContain("doctype");
    }
  });

  it("a proxy's 502 tells its status, and the call may be repeated", async () => {
    await using server = await pretend((_, res) => res.writeHead(502).end("Bad Gateway"));
    expect(await refusal(server.pfn.me.get.query())).toMatchObject({
      code: "UNEXPECTED_REPLY",
      status: 502,
      retryable: true,
    });
    expect(await write(server.pfn)).toMatchObject({
      code: "UNEXPECTED_REPLY",
      status: 502,
      retryable: true,
    });
  });

  it("T9: a redirect is told and not followed, so that the key goes nowhere else", async () => {
    const seen: (string | undefined)[] = [];
    await using elsewhere = await pretend((req, res) => {
      seen.push(req.headers.authorization);
      res.end("{}");
    });
    await using server = await pretend((_, res) =>
      res.writeHead(308, { location: `${elsewhere.url}/api/trpc/me.get` }).end(),
    );
    const error = await refusal(server.pfn.me.get.query());
    expect(error).toMatchObject({
      code: "UNEXPECTED_REPLY",
      status: 308,
      hint: expect.stringContaining(elsewhere.url),
    });
    expect(await write(server.pfn)).toMatchObject({ status: 308 });
    expect(seen).toEqual([]);
  });
});

describe("an input that cannot be sent", () => {
  const { pfn } = {
    pfn: createPfnClient({
      url: "http://127.0.0.1:9",
      key: INVENTED_KEY,
      fetch: () => expect.fail("A request was sent."),
    }),
  };

  it("rejects the call when it is no JSON, and harms no other", async () => {
    // A program in plain JavaScript may pass anything.
    const limit = 10n as unknown as number;
    expect(await refusal(pfn.transactions.list.query({ limit }))).toMatchObject({
      code: "BAD_REQUEST",
      status: 0,
    });
  });

  it("rejects the call when it is too long for a URL", async () => {
    expect(await refusal(pfn.transactions.list.query({ q: "x".repeat(8_000) }))).toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
      status: 0,
    });
  });
});
