import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import fc from "fast-check";
import { expect, it } from "vitest";
import { refuseCrossSite } from "../../http/refuse-cross-site";
import { createOwnSite } from "./own-site";

// A table of hosts × origins × Sec-Fetch-Site, judged by the code and by an oracle that knows the
// answer of each by name.

const PORT = 3000;
const LOCAL = "192.168.1.5";

/**
 * A server's settings, and what `Host` means to it: a public name, a way to its own port without a
 * proxy, or nothing.
 */
const SERVERS = [
  { publicUrl: new URL("https://money.example.org"), hosts: ["pfn:3000", "pfn.lan"] },
  { publicUrl: new URL("http://localhost:3000"), hosts: [] },
  { publicUrl: new URL("http://nas.local:8080"), hosts: ["Nas:8081"] },
];

const DIRECT = [
  `127.0.0.1:${PORT}`,
  `127.0.0.2:${PORT}`,
  `localhost:${PORT}`,
  `LocalHost:${PORT}`,
  `[::1]:${PORT}`,
  `${LOCAL}:${PORT}`,
];
const NAMES: Readonly<Record<string, { isPublic: readonly string[]; isNamed: readonly string[] }>> =
  {
    "https://money.example.org": {
      isPublic: ["money.example.org", "MONEY.example.org", "money.example.org:443"],
      isNamed: ["pfn:3000", "pfn.lan", "pfn.lan:80"],
    },
    "http://localhost:3000": { isPublic: ["localhost:3000", "LocalHost:3000"], isNamed: [] },
    "http://nas.local:8080": { isPublic: ["nas.local:8080"], isNamed: ["nas:8081", "NAS:8081"] },
  };

/**
 * No server's own with any settings: other names, names like ours, other ports, and what is no
 * host at all.
 */
const NOBODYS = [
  undefined,
  "",
  "evil.example",
  `evil.example:${PORT}`,
  `127.0.0.1.evil.example:${PORT}`,
  `localhost.evil.example:${PORT}`,
  `localhost.:${PORT}`,
  "money.example.org.",
  "money.example.org:8443",
  "evil-money.example.org",
  "money.example.org.evil.example",
  "127.0.0.1:1",
  "localhost",
  "127.0.0.1",
  "192.0.2.1:3000",
  "evil@127.0.0.1:3000",
  "127.0.0.1:3000/money.example.org",
  "127.0.0.1:3000, money.example.org",
  "[::2]:3000",
  "pfn",
  "pfn:3001",
  "0:3001",
];
const HOSTS = [
  ...NOBODYS,
  ...DIRECT,
  ...Object.values(NAMES).flatMap(({ isPublic, isNamed }) => [...isPublic, ...isNamed]),
];

const ORIGINS = [
  undefined,
  "null",
  "",
  "nonsense",
  "money.example.org",
  "https://evil.example",
  "file://",
  ...SERVERS.flatMap(({ publicUrl: { host } }) => [
    `https://${host}`,
    `http://${host}`,
    `https://${host}:8443`,
  ]),
  ...HOSTS.flatMap((host) =>
    host === undefined ? [] : [`http://${host.toLowerCase()}`, `https://${host.toLowerCase()}`],
  ),
];
const SITES = [
  undefined,
  "same-origin",
  "none",
  "same-site",
  "cross-site",
  "same-origin, cross-site",
  "",
];

type Server = (typeof SERVERS)[number];

function requestOf(headers: Record<string, string | undefined>): IncomingMessage {
  const socket = new Socket();
  Object.defineProperties(socket, {
    localPort: { value: PORT },
    localAddress: { value: `::ffff:${LOCAL}` },
  });
  const req = new IncomingMessage(socket);
  Object.assign(
    req.headers,
    Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
  );
  return req;
}

const namesOf = ({ publicUrl }: Server) => {
  const names = NAMES[publicUrl.origin];
  if (names === undefined) throw new Error("no oracle");
  return names;
};
const isOwn = (server: Server, host: string | undefined): boolean => {
  const { isPublic, isNamed } = namesOf(server);
  return host !== undefined && [...DIRECT, ...isPublic, ...isNamed].includes(host);
};

/** Written out, not computed: the public origin, or that of a request which came straight here. */
function isOwnOrigin(
  server: Server,
  host: string | undefined,
  origin: string | undefined,
): boolean {
  if (origin === undefined || origin === server.publicUrl.origin) return true;
  const { isPublic, isNamed } = namesOf(server);
  if (host === undefined || isPublic.includes(host) || ![...DIRECT, ...isNamed].includes(host))
    return false;
  return origin === `http://${host.toLowerCase().replace(/:80$/, "")}`;
}

const every = <T>(values: readonly T[]) => fc.constantFrom(...values);

it("O5: a host is ours when it is configured or is the address asked, and no other is", () => {
  for (const server of SERVERS) {
    const site = createOwnSite(server.publicUrl, server.hosts);
    for (const host of HOSTS)
      expect([server.publicUrl.origin, host, site.ownsHost(requestOf({ host }))]).toEqual([
        server.publicUrl.origin,
        host,
        isOwn(server, host),
      ]);
  }
});

it("O5: no header but Host says which host was asked", () => {
  const forged = fc.dictionary(
    every([
      "x-forwarded-host",
      "forwarded",
      "x-forwarded-server",
      "x-original-host",
      "x-host",
      "origin",
      "referer",
    ]),
    every([
      "money.example.org",
      "host=money.example.org",
      "https://money.example.org",
      "localhost:3000",
    ]),
  );
  fc.assert(
    fc.property(every(SERVERS), every(NOBODYS), forged, (server, host, headers) => {
      const site = createOwnSite(server.publicUrl, server.hosts);
      expect(site.ownsHost(requestOf({ ...headers, host }))).toBe(isOwn(server, host));
    }),
  );
});

it("S10, O5: with any scheme, host and port, only our own pages may change state", () => {
  let letIn = 0;
  for (const server of SERVERS) {
    const { publicUrl } = server;
    const site = createOwnSite(publicUrl, server.hosts);
    for (const host of HOSTS)
      for (const origin of ORIGINS)
        for (const secFetchSite of SITES) {
          const req = requestOf({ host, origin, "sec-fetch-site": secFetchSite });
          const mayPass =
            [undefined, "same-origin", "none"].includes(secFetchSite) &&
            isOwnOrigin(server, host, origin);
          let passes = true;
          try {
            refuseCrossSite({ site, publicUrl }, req);
          } catch {
            passes = false;
          }
          letIn += passes ? 1 : 0;
          if (passes !== mayPass)
            expect([publicUrl.origin, host, origin, secFetchSite, passes]).toBe(mayPass);
        }
  }
  // The table was not all refusals.
  expect(letIn).toBeGreaterThan(100);
});
