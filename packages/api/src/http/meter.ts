import type { Spending } from "../common/limits/call-limiter";
import type { Runtime } from "../common/runtime";
import type { EndpointRequest } from "./request";

/**
 * Counts what a request asks for, under its key or its network, before any of it is done. Every
 * endpoint calls it once it knows who calls; the reply then tells what is left (R1, R2).
 *
 * @throws DomainError TOO_MANY_REQUESTS
 */
export async function meter(
  runtime: Runtime,
  request: EndpointRequest,
  spending: Spending,
): Promise<void> {
  const standings = await runtime.calls.admit(request, spending);
  request.standings = [...request.standings, ...standings];
}
