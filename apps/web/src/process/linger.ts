import type { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";

/** How long a caller who sends nothing, and how long one who goes on sending, is waited for after the answer, in milliseconds. */
const SILENT_FOR_MS = 5_000;
const AT_MOST_MS = 30_000;

/**
 * Lets a caller who is still sending take the answer before the connection is closed. Closed with bytes unread it would be reset, and a reset
 * throws away an answer that the caller, or a proxy in between, has not read yet: a 413 became a broken connection, behind a proxy a 502. So what
 * comes after the answer is read and dropped for a while (RFC 9112 §9.6).
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
      req.once("end", close).resume();
    };
  });
}

/** Whether the connection's last answer was given: whatever else came on it is not answered, so it must not be carried out either. */
export const hasEnded = ({ socket }: IncomingMessage): boolean => !socket.writable;
