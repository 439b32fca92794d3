import { createContext } from "../../common/context";
import { noCredential } from "../../common/errors/refusals";
import type { Runtime } from "../../create-runtime";
import { EXPORT_BASE } from "../../features/exports/locate-export";
import { authenticateKey } from "../authenticate";
import { callProcedure } from "../call-procedure";
import { exportFormat, streamExport } from "../exports/answer-exports";
import { mayCall } from "../may-call";
import { meter } from "../meter";
import { answerOpenApi } from "../openapi/answer-openapi";
import type { EndpointRequest } from "../request";
import type { Reply } from "../respond";
import { REST_BASE } from "./endpoints";
import { chooseEndpoint, findPath } from "./find-endpoint";
import { readInput } from "./read-input";

const WRITING: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/**
 * REST with JSON, for integration keys only: a session's cookie is not looked at. Success is always
 * 200 with the procedure's plain output, a creation too, because a repeated or a trial call creates
 * nothing; refusals are problem details (RFC 9457). Credential and path are judged before a body is
 * read. Other origins get no CORS headers (T10).
 */
export async function answerRest(runtime: Runtime, request: EndpointRequest): Promise<Reply> {
  const { req, url, requestId, ip, userAgent } = request;
  const pathname = url.pathname.slice(REST_BASE.length);
  if (pathname === "/openapi.json") return answerOpenApi(runtime, request);
  const principal = await authenticateKey(runtime, req, { ip, userAgent });
  request.principal = principal;
  await meter(runtime, request, { calls: 1, writes: WRITING.has(req.method ?? "") ? 1 : 0 });
  const format = exportFormat(url.pathname, EXPORT_BASE.key);
  if (format !== null) return streamExport(runtime, request, { principal, format });
  const found = findPath(pathname);
  if (req.method === "OPTIONS")
    return { status: 204, body: undefined, headers: { allow: found.methods.join(", ") } };
  const endpoint = chooseEndpoint(found, req.method);
  if (principal === null) throw noCredential();
  const call = { path: endpoint.procedure, type: endpoint.type };
  // Nothing is read for a key that the procedure refuses (T3).
  const input = mayCall(principal, call)
    ? await readInput(request, endpoint, found.params)
    : undefined;
  const ctx = createContext(runtime, { principal, channel: "rest", requestId, ip, userAgent });
  return { status: 200, body: await callProcedure(ctx, { ...call, input }) };
}
