import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createHttpServer } from "./http-server";

const BODY_BYTES = 8 * 1_048_576;
const seen: string[] = [];
let server: Server;
beforeAll(async () => {
  ({ server } = createHttpServer((req, res) => {
    seen.push(req.url ?? "");
    const text = "too large";
    res.writeHead(413, { Connection: "close", "Content-Length": text.length }).end(text);
  }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

/**
 * A caller who reads nothing before everything is sent, as many programs and proxies do; resolves
 * once the server has closed too.
 */
async function sendAllThenRead(bytes: string): Promise<string> {
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, "127.0.0.1");
  // What a server gives out with this event is the connection.
  const [accepted] = (await once(server, "connection")) as [Socket];
  const closed = once(accepted, "close");
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.write(bytes, () => resolve());
  });
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  await closed;
  return text;
}

const refused =
  `POST /first HTTP/1.1\r\nHost: x\r\nContent-Length: ${BODY_BYTES}\r\n\r\n` +
  "x".repeat(BODY_BYTES);

it("T7: a caller refused while it sends gets the refusal, not a reset connection", async () => {
  for (let round = 0; round < 5; round += 1) {
    expect(await sendAllThenRead(refused)).toMatch(/^HTTP\/1\.1 413 [\s\S]*too large$/);
  }
});

it("T7: what such a caller sends next on the connection is neither answered nor run", async () => {
  seen.length = 0;
  const answer = await sendAllThenRead(
    `${refused}POST /second HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`,
  );
  expect([answer.match(/HTTP\/1\.1/g), seen]).toEqual([["HTTP/1.1"], ["/first"]]);
});
