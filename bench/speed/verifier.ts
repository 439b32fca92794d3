import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createLogger, createRuntime } from "@pfn/api";
import { createDb } from "@pfn/db";
import { hashKey, parseKey } from "@pfn/keys";

// What pfn does to know a key, behind `node:http` and nothing else: checksum, sha256, the joined
// lookup, last use. Returns the key's id. Run as a process of its own: verifier.ts URL

const database = await createDb({ url: String(process.argv[2]) });
const { keyUse } = createRuntime({
  database,
  log: createLogger({ level: "fatal" }),
  publicUrl: new URL("http://localhost"),
  signup: "closed",
  trustedProxies: [],
  secret: "the-benchmark-signs-nothing-with-it-0123456789",
  readSessionId: async () => null,
  sessionCookie: async () => "",
});
const server = createServer(async (req, res) => {
  const text = (req.headers.authorization ?? "").replace(/^Bearer /, "");
  const key = parseKey(text) && (await database.findKey(hashKey(text)));
  const isActive = key?.state === "active";
  if (isActive) keyUse.used(key.id, { ip: req.socket.remoteAddress ?? null, userAgent: null });
  const body = JSON.stringify({ id: isActive ? key.id : null });
  res
    .writeHead(isActive ? 200 : 401, {
      "content-type": "application/json",
      "content-length": body.length,
    })
    .end(body);
});
// The server listens on a TCP port.
server.listen(0, "127.0.0.1", () =>
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`),
);
