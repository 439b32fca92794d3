import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { StartError } from "./start-error";

/** Slow or oversized requests end here, before they cost anything (T8); idle connections outlast those of usual proxies. Milliseconds and bytes. */
const LIMITS = { headersTimeout: 20_000, requestTimeout: 60_000, keepAliveTimeout: 65_000, maxHeaderSize: 16 * 1024 };

/** How often connections that have become idle are closed while stopping, in milliseconds. */
const SWEEP_EVERY_MS = 50;

/** No proxy is here for CONNECT to ask. */
const CONNECT_REFUSAL =
  "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD, POST\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

export interface Address {
  host: string;
  port: number;
}

export interface HttpServer {
  server: Server;
  /** Throws a {@link StartError} when the port is taken or may not be used, or the host is no address of this machine. */
  listen: (address: Address) => Promise<void>;
  /**
   * Stops accepting connections and resolves once every request under way has been answered, or after `withinMs`, when what is left
   * is cut off (F6).
   */
  stop: (withinMs: number) => Promise<void>;
}

export function createHttpServer(listener: RequestListener): HttpServer {
  const server = createServer(LIMITS, listener);
  const sockets = new Set<Socket>();
  // Node would hang up without a word (T8).
  server.on("connect", (_req, socket) => socket.end(CONNECT_REFUSAL));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return { server, listen: (address) => listen(server, address), stop: (withinMs) => stop(server, sockets, withinMs) };
}

/** Finds out early, before minutes of other work, whether a server can listen there. */
export async function checkPort(address: Address): Promise<void> {
  const probe = createServer();
  await listen(probe, address);
  await new Promise((resolve) => probe.close(resolve));
}

async function listen(server: Server, address: Address): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(explain(error, address));
    server.once("error", onError);
    server.listen(address, () => {
      server.off("error", onError);
      resolve();
    });
  });
}

async function stop(server: Server, sockets: ReadonlySet<Socket>, withinMs: number): Promise<void> {
  // A client that keeps its connection must not be answered forever: from now on each answer is the connection's last.
  server.prependListener("request", (_req, res) => res.setHeader("Connection", "close"));
  const closed = new Promise((resolve) => server.close(resolve));
  // Browsers open connections ahead of any request. Node counts those as busy.
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
  // Of a connection that became a web socket only its socket is left to close.
  const cutOff = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, withinMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cutOff);
}

function explain(error: NodeJS.ErrnoException, { host, port }: Address): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new StartError(
        `Port ${port} on ${host} is taken: stop what uses it, or choose another with PORT=${port + 1}.`,
      );
    case "EACCES":
      return new StartError(`Port ${port} may not be used by this user: choose one above 1023, such as PORT=3000.`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new StartError(
        `HOST ${host} is not an address of this machine: set HOST=127.0.0.1, or HOST=0.0.0.0 for all.`,
      );
    default:
      return error;
  }
}
