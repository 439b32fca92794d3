import { noCredential } from "../../common/errors/credential-refusals";
import type { Runtime } from "../../common/runtime";
import { callProcedure } from "../call-procedure";
import { mayCall } from "../may-call";
import { openRequest } from "../open-request";
import type { EndpointRequest, Reply } from "../request";
import { REST_BASE } from "./endpoints";
import { chooseEndpoint, requirePath } from "./find-endpoint";
import { readInput } from "./read-input";

const WRITING: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/**
 * REST with JSON, for integration keys only: a session's cookie is not looked at. Success is always
 * 200 with the procedure's plain output, a creation too, because a repeated or a trial call creates
 * nothing; refusals are problem details (RFC 9457). Credential and path are judged before a body is
 * read. Other origins get no CORS headers (T10).
 */
export async function answerRest(runtime: Runtime, request: EndpointRequest): Promise<Reply> {
  const { req, url } = request;
  const writes = WRITING.has(req.method ?? "") ? 1 : 0;
  const { principal, createContext } = await openRequest(runtime, request, () => ({
    calls: 1,
    writes,
  }));
  const found = requirePath(url.pathname.slice(REST_BASE.length));
  if (req.method === "OPTIONS")
    return { status: 204, body: undefined, headers: { allow: found.methods.join(", ") } };
  const endpoint = chooseEndpoint(found, req.method);
  if (principal === null) throw noCredential();
  const call = { path: endpoint.procedure, type: endpoint.type };
  // Nothing is read for a key that the procedure refuses (T3).
  const input = mayCall(principal, call)
    ? await readInput(request, endpoint, found.params)
    : undefined;
  return { status: 200, body: await callProcedure(createContext(), { ...call, input }) };
}
