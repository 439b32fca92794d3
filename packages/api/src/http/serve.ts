import type { DomainError } from "../common/errors/domain-error";
import { toProblem } from "../common/errors/problem";
import { methodNotSupported } from "../common/errors/refusals";
import { toDomainError } from "../common/errors/to-domain-error";
import { plainHttp } from "../common/network/plain-http";
import type { Runtime } from "../common/runtime";
import { refusalHeaders } from "./headers";
import { type EndpointRequest, type Reply, respond } from "./request";

/** RFC 9457. */
const PROBLEM_TYPE = "application/problem+json";

/** Has a request's endpoint reply: one reply, one count, one line in the log. Never throws. */
export async function serve(runtime: Runtime, request: EndpointRequest): Promise<void> {
  const { endpoint, url, req, requestId } = request;
  const startedAt = performance.now();
  const reply = await answer(runtime, request).catch((thrown: unknown) =>
    refuse(runtime, request, toDomainError(thrown)),
  );
  await respond(request, reply).catch((err: unknown) => {
    // The status is on its way already; a reader that went away is no failure of ours.
    if (!req.destroyed) runtime.log.error({ event: "endpoint.cut", requestId, err });
  });
  const ms = performance.now() - startedAt;
  runtime.metrics.answered(endpoint.name, reply.status, ms / 1_000);
  logRequest(runtime, request, {
    route: endpoint.route?.(url) ?? url.pathname,
    status: reply.status,
    ms: Math.round(ms * 10) / 10,
  });
}

async function answer(runtime: Runtime, request: EndpointRequest): Promise<Reply> {
  const { endpoint, req, url } = request;
  // Health is asked from nearby, and shows nothing that would have to be hidden on its way.
  if (url.pathname.startsWith("/api/") && runtime.isPlainHttp(req)) throw plainHttp();
  const { methods } = endpoint;
  if (methods !== null && !methods.includes(req.method ?? "")) {
    const { what = `Only ${methods[0]}.`, hint = null } = endpoint.otherMethods ?? {};
    throw methodNotSupported(methods, what, hint);
  }
  return endpoint.answer(runtime, request);
}

function refuse(runtime: Runtime, request: EndpointRequest, error: DomainError): Reply {
  const { endpoint, requestId } = request;
  runtime.metrics.refused(error);
  if (error.code === "INTERNAL_SERVER_ERROR")
    runtime.log.error({ event: "endpoint.failed", requestId, err: error.cause });
  return {
    status: error.status,
    body: endpoint.refusal?.(error, request) ?? toProblem(error, requestId),
    headers: { "content-type": endpoint.refusalType ?? PROBLEM_TYPE, ...refusalHeaders(error) },
  };
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
