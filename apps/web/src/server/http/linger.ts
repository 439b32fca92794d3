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
      // Whoever began to read the body has answered; a reader that waits for nobody would keep the
      // rest from coming.
      req.unpipe().removeAllListeners("data").removeAllListeners("readable");
      req.once("end", close).resume();
    };
  });
}

/**
 * Makes an answer the connection's last one when it begins before the whole body has come: what is
 * still on its way would stand before the next request, which would wait for it, or be read out of
 * it (T11). From there on a caller has to take what is sent: a connection on which nothing moves
 * for a while is ended, and with it whatever was writing (F2).
 */
export function watchAnswer(req: IncomingMessage, res: ServerResponse, unreadForMs: number): void {
  const { socket } = req;
  const { writeHead } = res;
  // Whoever answers comes through here, also where headers are sent along with the first bytes.
  Reflect.set(res, "writeHead", (...head: unknown[]) => {
    if (isBodyComing(req)) res.shouldKeepAlive = false;
    socket.setTimeout(unreadForMs);
    return Reflect.apply(writeHead, res, head);
  });
}

/** Node calls a request without a body incomplete, too, until its turn is over. */
const isBodyComing = ({ complete, headers }: IncomingMessage): boolean =>
  !complete &&
  (headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0);

/**
 * Whether the connection's last answer was given: whatever else came on it is not answered, so it
 * must not be carried out either.
 */
export const hasEnded = ({ socket }: IncomingMessage): boolean => !socket.writable;
