import type { DoorRequest } from "./door";

export interface Reply {
  status: number;
  /** Undefined: nothing follows the headers. */
  body: unknown;
  headers?: Record<string, string>;
}

/** Sends JSON with the headers that every reply of the API has. */
export function respond({ req, res, requestId }: DoorRequest, { status, body, headers = {} }: Reply): void {
  if (res.headersSent || res.destroyed) return;
  const text = body === undefined ? "" : JSON.stringify(body);
  res.writeHead(status, {
    ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
    ...headers,
  });
  res.end(req.method === "HEAD" ? undefined : text);
}
