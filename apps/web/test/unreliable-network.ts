import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer, text } from "node:stream/consumers";

/** What the server sent, which its caller may never see. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A request that was handed on whole. */
export interface Exchange {
  path: string;
  body: string;
  /** Null when the server ended before it had answered, or was not there. */
  reply: Promise<Reply | null>;
}

/** A reply arrives, or nothing of it does, or its first half. */
export type Fate = "deliver" | "lose" | "break off";

/**
 * A network between a client and the server on `port`. Each request is handed on at once; `decide`
 * says what becomes of its reply, whenever it likes, and nothing of it is sent before.
 */
export async function openNetwork(port: number, decide: (exchange: Exchange) => Promise<Fate>) {
  const network = createServer(async (req, res) => {
    const body = await text(req);
    const pending = handOn(port, req, body);
    const [fate, reply] = await Promise.all([
      decide({ path: req.url ?? "", body, reply: pending }),
      pending,
    ]);
    if (fate === "lose" || reply === null) return void req.socket.destroy();
    res.writeHead(reply.status, reply.headers);
    if (fate === "deliver") return void res.end(reply.body);
    res.write(reply.body.subarray(0, reply.body.length / 2), () => req.socket.destroy());
  }).listen(0, "127.0.0.1");
  await once(network, "listening");
  // A TCP server's address is no text.
  const { port: own } = network.address() as AddressInfo;
  const close = () => {
    network.closeAllConnections();
    network.close();
  };
  return { url: `http://localhost:${own}`, close };
}

function handOn(
  port: number,
  { method, url, headers }: IncomingMessage,
  body: string,
): Promise<Reply | null> {
  return new Promise((resolve) => {
    const host = `127.0.0.1:${port}`;
    const options = {
      host: "127.0.0.1",
      port,
      method,
      path: url,
      headers: { ...headers, host },
      agent: false,
    };
    const sent = request(options, (reply) => {
      buffer(reply).then(
        (received) =>
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body: received }),
        () => resolve(null),
      );
    });
    sent.on("error", () => resolve(null)).end(body);
  });
}
