import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { DomainError } from "../common/errors/domain-error";
import type { Principal } from "../common/principal";
import type { QuotaState } from "../common/quota";
import type { Runtime } from "../common/runtime";
import type { Channel } from "../common/vocabulary";
import { quotaHeaders } from "./headers";

/** One way in: what it takes, how it answers, and what its refusals look like. */
export interface Endpoint {
  /** What the metrics call it. */
  name: string;
  /** Its path, or with `/*` at the end everything below one. */
  path: string;
  /** The methods that it has; null for one that judges them itself, by what is asked for. */
  methods: readonly string[] | null;
  /** What a refusal of another method says; "Only GET." unless set. */
  otherMethods?: { what: string; hint?: string };
  /** Whose credential counts here. */
  credential: "none" | "key" | "key or session";
  /** What the ledger's log calls calls by key that come in here. */
  channel: Channel;
  answer: (runtime: Runtime, request: EndpointRequest) => Promise<Reply>;
  /** A refusal of the whole request, in the shape its callers expect; a problem unless set. */
  refusal?: (error: DomainError, request: EndpointRequest) => unknown;
  /** Media type of a refusal; that of a problem unless set. */
  refusalType?: string;
  /** What the log calls a request, never a text that the caller made up; the path unless set. */
  route?: (url: URL) => string;
}

/** A request on its way through an endpoint. */
export interface EndpointRequest {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  endpoint: Endpoint;
  requestId: string;
  ip: string | null;
  userAgent: string | null;
  /** Who called, as soon as it is known; for the request's log line. */
  principal: Principal | null;
  /** The quotas that the request was counted under; every reply tells them. */
  quotaStates: readonly QuotaState[];
}

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
    quotaStates,
  }: Pick<EndpointRequest, "req" | "res" | "requestId" | "quotaStates">,
  { status, body, headers = {}, stream, ...reply }: Reply,
): Promise<void> {
  if (res.headersSent || res.destroyed) return;
  const text = reply.text ?? (body === undefined ? "" : JSON.stringify(body));
  res.writeHead(status, {
    ...(body === undefined ? {} : { "content-type": JSON_TYPE }),
    ...(stream === undefined ? { "content-length": Buffer.byteLength(text) } : {}),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
    ...quotaHeaders(quotaStates),
    ...headers,
  });
  if (stream !== undefined && req.method !== "HEAD") return pipeline(stream, res);
  res.end(req.method === "HEAD" ? undefined : text);
}

export const JSON_TYPE = "application/json; charset=utf-8";
