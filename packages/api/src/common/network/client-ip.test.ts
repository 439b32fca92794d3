import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { clientName, createClientIp } from "./client-ip";

function requestFrom(
  remoteAddress: string | undefined,
  headers: Record<string, string> = {},
): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: remoteAddress });
  const req = new IncomingMessage(socket);
  Object.assign(req.headers, headers);
  return req;
}
const behind = (proxies: readonly string[], peer: string, forwarded: string) =>
  createClientIp(proxies)(requestFrom(peer, { "x-forwarded-for": forwarded }));

it("S8: without trusted proxies the address is the peer's, whatever headers claim", () => {
  expect(behind([], "203.0.113.7", "10.0.0.1")).toBe("203.0.113.7");
  const claims = {
    "x-real-ip": "10.0.0.1",
    forwarded: "for=10.0.0.1",
    "x-client-ip": "10.0.0.1",
    "cf-connecting-ip": "10.0.0.1",
  };
  expect(createClientIp(["127.0.0.1"])(requestFrom("203.0.113.7", claims))).toBe("203.0.113.7");
});

it("S8: a peer that is no trusted proxy cannot claim to be somebody else", () => {
  expect(behind(["127.0.0.1"], "203.0.113.7", "10.0.0.1")).toBe("203.0.113.7");
});

it.each([
  ["one proxy", ["127.0.0.1"], "127.0.0.1", "203.0.113.7", "203.0.113.7"],
  [
    "a client that forged the header: what the proxy appended counts",
    ["127.0.0.1"],
    "127.0.0.1",
    "10.0.0.1, 203.0.113.7",
    "203.0.113.7",
  ],
  [
    "two proxies",
    ["127.0.0.1", "192.168.0.0/16"],
    "127.0.0.1",
    "9.9.9.9, 203.0.113.7, 192.168.4.4",
    "203.0.113.7",
  ],
  ["a proxy in a network", ["10.0.0.0/8"], "10.20.30.40", "2001:db8::7", "2001:db8::7"],
  [
    "a proxy that reaches a dual-stack socket",
    ["127.0.0.1"],
    "::ffff:127.0.0.1",
    "203.0.113.7",
    "203.0.113.7",
  ],
  ["an IPv6 proxy", ["::1"], "::1", "203.0.113.7", "203.0.113.7"],
  [
    "an IPv4 client written as IPv6",
    ["127.0.0.1"],
    "127.0.0.1",
    "::FFFF:203.0.113.7",
    "203.0.113.7",
  ],
  ["nothing forwarded", ["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"],
])(
  "S8: behind trusted proxies (%s) the nearest address that is none of them counts",
  (_, proxies, peer, forwarded, expected) => {
    expect(behind(proxies, peer, forwarded)).toBe(expected);
  },
);

it("S8: what is no address is never taken for one; the proxy's own address stands", () => {
  for (const forwarded of [
    "unknown",
    "<script>",
    "203.0.113.7:4711",
    "_hidden",
    "x".repeat(10_000),
    "1.1.1.1 2.2.2.2",
    "\u0000",
  ]) {
    expect(behind(["127.0.0.1"], "127.0.0.1", forwarded)).toBe("127.0.0.1");
    expect(behind(["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", `${forwarded}, 10.0.0.9`)).toBe(
      "10.0.0.9",
    );
  }
});

it("an IPv4 peer of a dual-stack socket is written as IPv4; an IPv6 peer stays as it is", () => {
  const ip = createClientIp([]);
  expect(ip(requestFrom("::ffff:203.0.113.7"))).toBe("203.0.113.7");
  expect(ip(requestFrom("2001:db8::1"))).toBe("2001:db8::1");
});

it("a connection that is gone has no address", () => {
  expect(
    createClientIp(["127.0.0.1"])(requestFrom(undefined, { "x-forwarded-for": "203.0.113.7" })),
  ).toBeNull();
});

it("a setting that is neither an address nor a network is refused at start", () => {
  for (const setting of ["localhost", "10.0.0.0/33", "10.0.0", ""])
    expect(() => createClientIp([setting])).toThrow();
});

it("A10: the client's name is printable, trimmed, and at most 200 characters", () => {
  const nameOf = (agent: string) => clientName(requestFrom("::1", { "user-agent": agent }));
  expect(nameOf("  my-agent/1.0 \u001b[31m\u202e\n ")).toBe("my-agent/1.0 [31m");
  expect(nameOf("x".repeat(1_000))).toBe("x".repeat(200));
  expect(nameOf("\u0007 \u200b")).toBeNull();
  expect(clientName(requestFrom("::1"))).toBeNull();
});
