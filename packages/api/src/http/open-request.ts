import type { Context } from "../common/context";
import { createContext } from "../common/create-context";
import type { Spending } from "../common/limits/call-limiter";
import type { Principal } from "../common/principal";
import type { Runtime } from "../common/runtime";
import { authenticate, authenticateKey } from "./authenticate";
import type { EndpointRequest } from "./request";

/** A request whose caller is known and counted. */
export interface OpenRequest {
  principal: Principal | null;
  /** What the procedures get to know; made when the request has been read. */
  createContext: (keepSession?: Context["keepSession"]) => Context;
}

const ONE_CALL: Spending = { calls: 1, writes: 0 };

/**
 * Finds out who is calling, by the credential that the endpoint takes, and counts what is asked
 * for, before any of it is done. Every endpoint does it once, before it reads a body.
 *
 * @param spend says what the request asks for, once it is known who asks; one call unless set
 * @throws DomainError as {@link authenticate}; TOO_MANY_REQUESTS
 */
export async function openRequest(
  runtime: Runtime,
  request: EndpointRequest,
  spend: (principal: Principal | null) => Spending = () => ONE_CALL,
): Promise<OpenRequest> {
  const { endpoint, requestId, ip, userAgent } = request;
  const principal = await identify(runtime, request);
  request.principal = principal;
  await meter(runtime, request, spend(principal));
  const channel = principal?.kind === "session" ? "web" : endpoint.channel;
  return {
    principal,
    createContext: (keepSession) =>
      createContext(runtime, { principal, channel, requestId, ip, userAgent, keepSession }),
  };
}

async function identify(
  runtime: Runtime,
  { endpoint, req, ip, userAgent }: EndpointRequest,
): Promise<Principal | null> {
  if (endpoint.credential === "none") return null;
  const find = endpoint.credential === "key" ? authenticateKey : authenticate;
  return find(runtime, req, { ip, userAgent });
}

/**
 * Counts what a request asks for, under its key or its network; the reply tells what is left (R1,
 * R2).
 *
 * @throws DomainError TOO_MANY_REQUESTS
 */
export async function meter(
  runtime: Runtime,
  request: EndpointRequest,
  spending: Spending,
): Promise<void> {
  const quotaStates = await runtime.calls.admit(request, spending);
  request.quotaStates = [...request.quotaStates, ...quotaStates];
}
