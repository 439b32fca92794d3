import type { IncomingMessage, ServerResponse } from "node:http";
import { newId } from "../common/ids";
import { clientName } from "../common/network/client-ip";
import type { Runtime } from "../common/runtime";
import { createEndpointTable, endpointAt } from "./endpoint-table";
import type { Endpoint } from "./request";
import { serve } from "./serve";

/**
 * The endpoints of the API as one plain Node handler: true when the request was theirs. What they
 * do not take is somebody else's.
 *
 * @example createServer((req, res) => { if (!endpoints(req, res)) next(req, res); });
 */
export function createHttp(
  runtime: Runtime,
  table: readonly Endpoint[] = createEndpointTable(runtime),
): (req: IncomingMessage, res: ServerResponse) => boolean {
  return (req, res) => {
    const url = parseUrl(req.url);
    const endpoint = url === null ? undefined : endpointAt(table, url.pathname);
    if (url === null || endpoint === undefined) return false;
    void serve(runtime, {
      req,
      res,
      url,
      endpoint,
      requestId: newId(),
      ip: runtime.clientIp(req),
      userAgent: clientName(req),
      principal: null,
      quotaStates: [],
    });
    return true;
  };
}

function parseUrl(target: string | undefined): URL | null {
  const text = `http://pfn.invalid${target?.startsWith("/") ? target : "/"}`;
  return URL.canParse(text) ? new URL(text) : null;
}
