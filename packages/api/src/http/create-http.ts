import type { IncomingMessage, ServerResponse } from "node:http";
import type { DomainError } from "../common/errors/domain-error";
import { toProblem } from "../common/errors/problem";
import { toDomainError } from "../common/errors/to-domain-error";
import { newId } from "../common/ids";
import { clientName } from "../common/network/client-ip";
import { plainHttp } from "../common/network/plain-http";
import type { Runtime } from "../create-runtime";
import { answerBurn } from "./burn";
import { answerExport, exportRoute } from "./exports/answer-exports";
import { refusalHeaders } from "./headers";
import { answerCspReport, CSP_REPORTS_PATH } from "./ops/csp-reports";
import { answerHealth, answerReady } from "./ops/health";
import { answerMetrics } from "./ops/metrics";
import type { EndpointRequest } from "./request";
import { type Reply, respond } from "./respond";
import { answerRest } from "./rest/answer-rest";
import { restRoute } from "./rest/find-endpoint";
import { answerTrpc, trpcRefusal, trpcRoute } from "./trpc/answer-trpc";

/** One way in: how it answers a request, and what its refusals look like. */
export interface Endpoint {
  /** What the metrics call it. */
  name: string;
  answer: (runtime: Runtime, request: EndpointRequest) => Promise<Reply>;
  /** A refusal of the whole request, in the shape that this endpoint's callers expect. */
  refusal: (error: DomainError, request: EndpointRequest) => unknown;
  /** What the request's log line calls it; never a text that the caller made up. */
  route: (url: URL) => string;
  /** Media type of a refusal; plain JSON unless given. */
  refusalType?: string;
}

const problemBody: Endpoint["refusal"] = (error, { requestId }) => toProblem(error, requestId);
const pathOf: Endpoint["route"] = (url) => url.pathname;

/** Endpoints by the paths that are theirs; the first that matches takes the request. */
export type EndpointTable = readonly [matches: (path: string) => boolean, endpoint: Endpoint][];

/** RFC 9457. */
const PROBLEM_TYPE = "application/problem+json";

const DOORS: EndpointTable = [
  [
    (path) => path.startsWith("/api/trpc/"),
    { name: "trpc", answer: answerTrpc, refusal: trpcRefusal, route: trpcRoute },
  ],
  [
    (path) => path === "/api/v1" || path.startsWith("/api/v1/"),
    {
      name: "rest",
      answer: answerRest,
      refusal: problemBody,
      refusalType: PROBLEM_TYPE,
      route: restRoute,
    },
  ],
  [
    (path) => path.startsWith("/api/exports/"),
    {
      name: "exports",
      answer: answerExport,
      refusal: problemBody,
      refusalType: PROBLEM_TYPE,
      route: exportRoute,
    },
  ],
  [
    (path) => path === "/api/keys/burn",
    {
      name: "burn",
      answer: answerBurn,
      refusal: problemBody,
      refusalType: PROBLEM_TYPE,
      route: pathOf,
    },
  ],
  [
    (path) => path === CSP_REPORTS_PATH,
    {
      name: "csp",
      answer: answerCspReport,
      refusal: problemBody,
      refusalType: PROBLEM_TYPE,
      route: pathOf,
    },
  ],
  [
    (path) => path === "/healthz",
    { name: "health", answer: answerHealth, refusal: problemBody, route: pathOf },
  ],
  [
    (path) => path === "/readyz",
    { name: "health", answer: answerReady, refusal: problemBody, route: pathOf },
  ],
  [
    (path) => path === "/metrics",
    {
      name: "metrics",
      answer: answerMetrics,
      refusal: problemBody,
      refusalType: PROBLEM_TYPE,
      route: pathOf,
    },
  ],
];

/**
 * The endpoints of the API as one plain Node handler: true when the request was theirs. What they do
 * not take is somebody else's.
 *
 * @example createServer((req, res) => { if (!endpoints(req, res)) next(req, res); });
 */
export function createHttp(
  runtime: Runtime,
  table: EndpointTable = DOORS,
): (req: IncomingMessage, res: ServerResponse) => boolean {
  return (req, res) => {
    const url = parseUrl(req.url);
    const endpoint =
      url === null ? undefined : table.find(([matches]) => matches(url.pathname))?.[1];
    if (url === null || endpoint === undefined) return false;
    const request = {
      req,
      res,
      url,
      requestId: newId(),
      ip: runtime.clientIp(req),
      userAgent: clientName(req),
      principal: null,
      standings: [],
    };
    void serve(runtime, endpoint, request);
    return true;
  };
}

function parseUrl(target: string | undefined): URL | null {
  const text = `http://pfn.invalid${target?.startsWith("/") ? target : "/"}`;
  return URL.canParse(text) ? new URL(text) : null;
}

async function serve(
  runtime: Runtime,
  endpoint: Endpoint,
  request: EndpointRequest,
): Promise<void> {
  const startedAt = performance.now();
  const reply = await answer(runtime, endpoint, request).catch((thrown: unknown): Reply => {
    const error = toDomainError(thrown);
    runtime.metrics.refused(error);
    if (error.code === "INTERNAL_SERVER_ERROR") {
      runtime.log.error({
        event: "endpoint.failed",
        requestId: request.requestId,
        err: error.cause,
      });
    }
    const type = endpoint.refusalType === undefined ? {} : { "content-type": endpoint.refusalType };
    return {
      status: error.status,
      body: endpoint.refusal(error, request),
      headers: { ...type, ...refusalHeaders(error) },
    };
  });
  await respond(request, reply).catch((err: unknown) => {
    // The status is on its way already; a reader that went away is no failure of ours.
    if (!request.req.destroyed)
      runtime.log.error({ event: "endpoint.cut", requestId: request.requestId, err });
  });
  const ms = performance.now() - startedAt;
  runtime.metrics.answered(endpoint.name, reply.status, ms / 1_000);
  logRequest(runtime, request, {
    route: endpoint.route(request.url),
    status: reply.status,
    ms: Math.round(ms * 10) / 10,
  });
}

/** Health is asked from nearby, and shows nothing that would have to be hidden on its way. */
async function answer(
  runtime: Runtime,
  endpoint: Endpoint,
  request: EndpointRequest,
): Promise<Reply> {
  if (request.url.pathname.startsWith("/api/") && runtime.isPlainHttp(request.req))
    throw plainHttp();
  return endpoint.answer(runtime, request);
}

/**
 * Refused credentials are counted on their key, not logged one by one (L4); health checks are
 * noise.
 */
function logRequest(
  { log }: Runtime,
  { req, url, requestId, ip, principal }: EndpointRequest,
  outcome: { route: string; status: number; ms: number },
): void {
  const level = outcome.status === 401 || !url.pathname.startsWith("/api/") ? "debug" : "info";
  log[level]({
    event: "request",
    requestId,
    method: req.method,
    ip,
    ...(principal === null ? {} : { userId: principal.userId }),
    ...(principal?.kind === "key" ? { keyId: principal.keyId } : {}),
    ...outcome,
  });
}
