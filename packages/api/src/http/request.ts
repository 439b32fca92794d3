import type { IncomingMessage, ServerResponse } from "node:http";
import type { QuotaState } from "../common/quota";
import type { Principal } from "../identity/principal";

/** A request on its way through a endpoint. */
export interface EndpointRequest {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  requestId: string;
  ip: string | null;
  userAgent: string | null;
  /** Who called, as soon as it is known; for the request's log line. */
  principal: Principal | null;
  /** The quotas that the request was counted under; every reply tells them. */
  standings: readonly QuotaState[];
}
