import { pipeline } from "node:stream/promises";
import { quotaHeaders } from "./headers";
import type { EndpointRequest } from "./request";

export interface Reply {
  status: number;
  /** Undefined: nothing follows the headers. */
  body: unknown;
  /** Sent as it is, in place of a body; `headers` name its type. */
  text?: string;
  /**
   * Sent part by part, each when the one before was taken, in place of a body; `headers` name its
   * type.
   */
  stream?: AsyncIterable<string>;
  headers?: Record<string, string>;
}

/**
 * Sends JSON, or what the reply has in its place, with the headers that every reply of the API has.
 * A stream that fails cuts the connection, so that nobody takes a part for the whole.
 */
export async function respond(
  {
    req,
    res,
    requestId,
    standings,
  }: Pick<EndpointRequest, "req" | "res" | "requestId" | "standings">,
  { status, body, headers = {}, stream, ...reply }: Reply,
): Promise<void> {
  if (res.headersSent || res.destroyed) return;
  const text = reply.text ?? (body === undefined ? "" : JSON.stringify(body));
  res.writeHead(status, {
    ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
    ...(stream === undefined ? { "content-length": Buffer.byteLength(text) } : {}),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
    ...quotaHeaders(standings),
    ...headers,
  });
  if (stream !== undefined && req.method !== "HEAD") return pipeline(stream, res);
  res.end(req.method === "HEAD" ? undefined : text);
}
