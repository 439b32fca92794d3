import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { createOwnSite } from "../common/network/own-site";
import { refuseCrossSite } from "./refuse-cross-site";

const PUBLIC_URL = new URL("https://money.example.org");
const LAN = "192.168.1.5";

const refuse = (headers: Record<string, string>) => () => {
  const socket = new Socket();
  Object.defineProperties(socket, { localPort: { value: 3000 }, localAddress: { value: LAN } });
  const req = new IncomingMessage(socket);
  Object.assign(req.headers, { host: "money.example.org", ...headers });
  refuseCrossSite({ site: createOwnSite(PUBLIC_URL, []), publicUrl: PUBLIC_URL }, req);
};

it.each<[string, Record<string, string>]>([
  [
    "a browser on the same site",
    { "sec-fetch-site": "same-origin", origin: "https://money.example.org" },
  ],
  [
    "a browser without Sec-Fetch-Site on the configured address",
    { origin: "https://money.example.org" },
  ],
  [
    "the same behind a proxy that changes the host",
    { host: "127.0.0.1:3000", origin: "https://money.example.org" },
  ],
  [
    "a browser that reaches the server by its address",
    { host: `${LAN}:3000`, origin: `http://${LAN}:3000` },
  ],
  ["a person who typed the address", { "sec-fetch-site": "none" }],
  ["a program that is no browser", {}],
])("S10: %s may change state", (_, headers) => {
  expect(refuse(headers)).not.toThrow();
});

it.each<[string, Record<string, string>]>([
  ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
  [
    "another site that claims our origin",
    { "sec-fetch-site": "cross-site", origin: "https://money.example.org" },
  ],
  [
    "another site that claims to be the same",
    { "sec-fetch-site": "same-origin", origin: "https://evil.example" },
  ],
  ["a sibling domain", { "sec-fetch-site": "same-site", origin: "https://blog.example.org" }],
  ["another site in an old browser", { origin: "https://evil.example" }],
  ["a sandboxed frame or a file", { origin: "null" }],
  ["our name on another port", { origin: "https://money.example.org:8443" }],
  ["our name without TLS", { origin: "http://money.example.org" }],
  [
    "a page under a name of its own for this machine",
    { host: "evil.example:3000", origin: "http://evil.example:3000" },
  ],
  ["our address with another scheme", { host: `${LAN}:3000`, origin: `https://${LAN}:3000` }],
  ["a name that begins with ours", { origin: "https://money.example.org.evil.example" }],
  ["a name that ends with ours", { origin: "https://evil-money.example.org" }],
  ["an origin that is no URL", { origin: "money.example.org" }],
  ["an empty origin", { origin: "" }],
  ["an unknown value of Sec-Fetch-Site", { "sec-fetch-site": "same-origin, cross-site" }],
])("S10: %s may not change state", (_, headers) => {
  expect(refuse(headers)).toThrow("This request comes from another site.");
});
