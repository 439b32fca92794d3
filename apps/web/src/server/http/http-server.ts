import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { StartError } from "../start-error";
import { hasEnded, lingerAfter, UNREAD_FOR_MS, watchAnswer } from "./linger";

/**
 * Slow or oversized requests end here, before they cost anything (T8); idle connections outlast
 * those of usual proxies. Milliseconds and bytes.
 */
const LIMITS = {
  headersTimeout: 20_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
};

/** How long an idle connection may still bring a request once the server stops, in milliseconds. */
const IDLE_FOR_MS = 1_000;

/** How long waiting connections are still accepted once the server stops, in milliseconds. */
const LINE_WITHIN_MS = 6_000;

/**
 * A turn of the event loop in which nothing was done takes less, and such a turn is waited for no
 * longer, in milliseconds.
 */
const QUIET_TURN_MS = 0.5;
const QUIET_WITHIN_MS = 250;

/** How often connections that have become idle are closed while stopping, in milliseconds. */
const SWEEP_EVERY_MS = 50;

/** No proxy is here for CONNECT to ask. */
const CONNECT_REFUSAL =
  "HTTP/1.1 405 Method Not Allowed\r\nAllow: GET, HEAD, POST\r\n" +
  "Content-Length: 0\r\nConnection: close\r\n\r\n";

export interface Address {
  host: string;
  port: number;
}

export interface HttpServer {
  server: Server;
  /**
   * Throws a {@link StartError} when the port is taken or may not be used, or the host is no
   * address of this machine.
   */
  listen: (address: Address) => Promise<void>;
  /**
   * Stops accepting connections and resolves once every request under way has been answered, or
   * after `withinMs`, when what is left is cut off (F6).
   */
  stop: (withinMs: number) => Promise<void>;
}

/** What a server has to bring to an end. */
interface Open {
  sockets: ReadonlySet<Socket>;
  underWay: ReadonlySet<ServerResponse>;
}

export function createHttpServer(
  listener: RequestListener,
  unreadForMs = UNREAD_FOR_MS,
): HttpServer {
  const server = createServer(LIMITS, (req, res) => {
    if (hasEnded(req)) return;
    watchAnswer(req, res, unreadForMs);
    lingerAfter(req, res);
    listener(req, res);
  });
  const sockets = new Set<Socket>();
  const underWay = new Set<ServerResponse>();
  server.on("request", (_req, res) => {
    underWay.add(res);
    res.once("close", () => underWay.delete(res));
  });
  // Node would hang up without a word (T8).
  server.on("connect", (_req, socket) => socket.end(CONNECT_REFUSAL));
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return {
    server,
    listen: (address) => listen(server, address),
    stop: (withinMs) => stop(server, { sockets, underWay }, withinMs),
  };
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

/**
 * A request that has arrived and was not read yet must not be hung up on. So connections still
 * waiting in line are accepted before the endpoint closes, and one that is idle has a while for its
 * next request, whose answer is its last.
 */
async function stop(server: Server, { sockets, underWay }: Open, withinMs: number): Promise<void> {
  await emptyLine(server);
  // Node would close them as part of closing the server.
  const closeIdleConnections = server.closeIdleConnections.bind(server);
  server.closeIdleConnections = () => undefined;
  const closed = new Promise((resolve) => server.close(resolve));
  // From now on each response is its connection's last. Set earlier, a client would connect again
  // while the server still accepts.
  server.prependListener("request", (_req, res) => res.setHeader("Connection", "close"));
  for (const res of underWay) if (!res.headersSent) res.setHeader("Connection", "close");
  const closeIdle = async () => {
    // Timers run before the turn in which what has arrived is read.
    await yieldToEventLoop();
    closeIdleConnections();
    // Browsers open connections ahead of any request. Node counts those as busy.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };
  let sweep: NodeJS.Timeout | undefined;
  const patience = setTimeout(() => {
    sweep = setInterval(() => void closeIdle(), SWEEP_EVERY_MS);
  }, IDLE_FOR_MS);
  // Of a connection that became a web socket only its socket is left to close.
  const cutOff = setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, withinMs);
  await closed;
  clearTimeout(patience);
  clearInterval(sweep);
  clearTimeout(cutOff);
}

/**
 * Resolves once no connection waits to be accepted. Node accepts one connection per turn of the
 * event loop, and does not see those that arrive during a turn. So the last turn has to be short.
 */
async function emptyLine(server: Server): Promise<void> {
  const started = performance.now();
  let hasCome = false;
  const onConnection = () => {
    hasCome = true;
  };
  server.on("connection", onConnection);
  await yieldToEventLoop();
  for (let now = started; now - started < LINE_WITHIN_MS; ) {
    hasCome = false;
    const began = now;
    await yieldToEventLoop();
    now = performance.now();
    const isSettled = now - began < QUIET_TURN_MS || now - started > QUIET_WITHIN_MS;
    if (!hasCome && isSettled) break;
  }
  server.off("connection", onConnection);
}

/** Resolves once everything that has arrived by now was read. */
function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function explain(error: NodeJS.ErrnoException, { host, port }: Address): Error {
  switch (error.code) {
    case "EADDRINUSE":
      return new StartError(
        `Port ${port} on ${host} is taken: ` +
          `stop what uses it, or choose another with PORT=${port + 1}.`,
      );
    case "EACCES":
      return new StartError(
        `Port ${port} may not be used by this user: choose one above 1023, such as PORT=3000.`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new StartError(
        `HOST ${host} is not an address of this machine: ` +
          "set HOST=127.0.0.1, or HOST=0.0.0.0 for all.",
      );
    default:
      return error;
  }
}
