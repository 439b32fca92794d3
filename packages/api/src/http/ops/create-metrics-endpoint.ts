import type { IncomingMessage, ServerResponse } from "node:http";
import type { Runtime } from "../../common/runtime";
import { createHttp } from "../create-http";
import { METRICS_ENDPOINT } from "../endpoint-table";
import { showMetrics } from "./metrics";

/**
 * `GET /metrics` for a port that serves nothing else: for everybody who reaches it, unless there is
 * a token.
 */
export const createMetricsEndpoint = (
  runtime: Runtime,
): ((req: IncomingMessage, res: ServerResponse) => boolean) =>
  createHttp(runtime, [{ ...METRICS_ENDPOINT, answer: showMetrics }]);
