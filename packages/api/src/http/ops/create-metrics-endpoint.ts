import type { IncomingMessage, ServerResponse } from "node:http";
import { toProblem } from "../../common/errors/problem";
import type { Runtime } from "../../common/runtime";
import { createHttp } from "../create-http";
import { showMetrics } from "./metrics";

/**
 * `GET /metrics` for a port that serves nothing else: for everybody who reaches it, unless there is
 * a token.
 */
export const createMetricsEndpoint = (
  runtime: Runtime,
): ((req: IncomingMessage, res: ServerResponse) => boolean) =>
  createHttp(runtime, [
    [
      (path) => path === "/metrics",
      {
        name: "metrics",
        answer: showMetrics,
        refusal: (error, { requestId }) => toProblem(error, requestId),
        refusalType: "application/problem+json",
        route: () => "/metrics",
      },
    ],
  ]);
