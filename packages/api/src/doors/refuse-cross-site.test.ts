import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { refuseCrossSite } from "./refuse-cross-site";

const PUBLIC_URL = new URL("https://money.example.org");

const refuse = (headers: Record<string, string>) => () => {
  const req = new IncomingMessage(new Socket());
  Object.assign(req.headers, { host: "money.example.org", ...headers });
  refuseCrossSite(req, PUBLIC_URL);
};

it.each<[string, Record<string, string>]>([
  ["a browser on the same site", { "sec-fetch-site": "same-origin", origin: "https://money.example.org" }],
  ["a browser without Sec-Fetch-Site on the configured address", { origin: "https://money.example.org" }],
  ["the same behind a proxy that changes the host", { host: "127.0.0.1:3000", origin: "https://money.example.org" }],
  [
    "a browser that reaches the server by another of its names",
    { host: "192.168.1.5:3000", origin: "http://192.168.1.5:3000" },
  ],
  ["a person who typed the address", { "sec-fetch-site": "none" }],
  ["a program that is no browser", {}],
])("S10: %s may change state", (_, headers) => {
  expect(refuse(headers)).not.toThrow();
});

it.each<[string, Record<string, string>]>([
  ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }],
  ["another site that claims our origin", { "sec-fetch-site": "cross-site", origin: "https://money.example.org" }],
  ["a sibling domain", { "sec-fetch-site": "same-site", origin: "https://blog.example.org" }],
  ["another site in an old browser", { origin: "https://evil.example" }],
  ["a sandboxed frame or a file", { origin: "null" }],
  ["our name on another port", { origin: "https://money.example.org:8443" }],
  ["a name that begins with ours", { origin: "https://money.example.org.evil.example" }],
  ["a name that ends with ours", { origin: "https://evil-money.example.org" }],
  ["an origin that is no URL", { origin: "money.example.org" }],
  ["an empty origin", { origin: "" }],
  ["an unknown value of Sec-Fetch-Site", { "sec-fetch-site": "same-origin, cross-site" }],
])("S10: %s may not change state", (_, headers) => {
  expect(refuse(headers)).toThrow("This request comes from another site.");
});
