import { quotaHeaders } from "../limits/quota";
import type { DoorRequest } from "./door";

export interface Reply {
  status: number;
  /** Undefined: nothing follows the headers. */
  body: unknown;
  /** Sent as it is, in place of a body; `headers` name its type. */
  text?: string;
  headers?: Record<string, string>;
}

/** Sends JSON with the headers that every reply of the API has. */
export function respond(
  { req, res, requestId, standings }: DoorRequest,
  { status, body, headers = {}, ...reply }: Reply,
): void {
  if (res.headersSent || res.destroyed) return;
  const text = reply.text ?? (body === undefined ? "" : JSON.stringify(body));
  res.writeHead(status, {
    ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
    ...quotaHeaders(standings),
    ...headers,
  });
  res.end(req.method === "HEAD" ? undefined : text);
}
