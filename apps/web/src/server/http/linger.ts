import type { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";

/** How long a caller who takes nothing of an answer is waited for, in milliseconds. */
export const UNREAD_FOR_MS = 60_000;

/**
 * How long a caller who sends nothing, and how long one who goes on sending, is waited for after
 * the answer, in milliseconds.
 */
const SILENT_FOR_MS = 5_000;
const AT_MOST_MS = 30_000;

/**
 * Lets a caller who is still sending take the answer before the connection is closed. Closed with
 * bytes unread it would be reset, and a reset throws away an answer that the caller, or a proxy in
 * between, has not read yet: a 413 became a broken connection, behind a proxy a 502. So what comes
 * after the answer is read and dropped for a while (RFC 9112 §9.6).
 */
export function lingerAfter(req: IncomingMessage, res: ServerResponse): void {
  // A request that is given up while it comes has none any more.
  const { socket } = req;
  // Before Node's own listener, which closes the connection unless it is kept.
  res.prependListener("finish", () => {
    if (req.complete || req.destroyed) return;
    const close = () => Socket.prototype.destroySoon.call(socket);
    socket.destroySoon = () => {
      if (req.complete) return close();
      socket.end();
      socket.setTimeout(SILENT_FOR_MS, close);
      const enough = setTimeout(close, AT_MOST_MS);
      socket.once("close", () => clearTimeout(enough));
      // The response is sent, so the body's reader is done. Left in place, it could stop the flow.
      req.unpipe().removeAllListeners("data").removeAllListeners("readable");
      req.once("end", close).resume();
    };
  });
}

/**
 * Makes a response the connection's last one when it begins before the whole body has arrived. The
 * rest of the body would otherwise be read as the next request, or delay it (T11). A caller that
 * then reads nothing for a while is disconnected, which also ends the writer (F2).
 */
export function watchAnswer(req: IncomingMessage, res: ServerResponse, unreadForMs: number): void {
  const { socket } = req;
  const { writeHead } = res;
  // Every response passes here, also when its headers are sent with the first bytes.
  Reflect.set(res, "writeHead", (...head: unknown[]) => {
    if (isBodyComing(req)) res.shouldKeepAlive = false;
    socket.setTimeout(unreadForMs);
    return Reflect.apply(writeHead, res, head);
  });
}

/** Node also calls a request without a body incomplete until its turn is over. */
const isBodyComing = ({ complete, headers }: IncomingMessage): boolean =>
  !complete &&
  (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0);

/** Whether the connection's last response was sent. A later request must then not be run. */
export const hasEnded = ({ socket }: IncomingMessage): boolean => !socket.writable;
