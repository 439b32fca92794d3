import type { IncomingMessage, ServerResponse } from "node:http";
import { newId } from "../common/ids";
import { clientName } from "../common/network/client-ip";
import type { Runtime } from "../common/runtime";
import { answerBurn, BURN_PATH } from "./burn";
import { answerExport, exportRoute } from "./exports/answer-exports";
import { answerOpenApi } from "./openapi/answer-openapi";
import { answerCspReport, CSP_REPORTS_PATH } from "./ops/csp-reports";
import { answerHealth, answerReady } from "./ops/health";
import { answerMetrics } from "./ops/metrics";
import { type Endpoint, JSON_TYPE } from "./request";
import { answerRest } from "./rest/answer-rest";
import { REST_BASE } from "./rest/endpoints";
import { restRoute } from "./rest/find-endpoint";
import { serve } from "./serve";
import { answerTrpc, trpcRefusal, trpcRoute } from "./trpc/answer-trpc";

const READ = ["GET", "HEAD"] as const;
const REST = { name: "rest", channel: "rest" } as const;
const FILES = { methods: READ, answer: answerExport } as const;
const OPEN = { credential: "none", channel: "rest" } as const;

export const METRICS_ENDPOINT: Endpoint = {
  ...OPEN,
  name: "metrics",
  path: "/metrics",
  methods: READ,
  answer: answerMetrics,
};

/** Every way in, by its path; the first that fits takes the request. */
export const ENDPOINT_TABLE: readonly Endpoint[] = [
  {
    name: "trpc",
    path: "/api/trpc/*",
    credential: "key or session",
    channel: "trpc",
    methods: ["GET", "POST"],
    otherMethods: { what: "Queries are GET, mutations are POST." },
    answer: answerTrpc,
    refusal: trpcRefusal,
    refusalType: JSON_TYPE,
    route: trpcRoute,
  },
  {
    ...REST,
    path: `${REST_BASE}/openapi.json`,
    credential: "none",
    methods: READ,
    answer: answerOpenApi,
  },
  { ...FILES, ...REST, path: `${REST_BASE}/exports/transactions.csv`, credential: "key" },
  { ...FILES, ...REST, path: `${REST_BASE}/exports/transactions.json`, credential: "key" },
  ...[REST_BASE, `${REST_BASE}/*`].map(
    (path): Endpoint => ({
      ...REST,
      path,
      credential: "key",
      methods: null,
      answer: answerRest,
      route: restRoute,
    }),
  ),
  {
    ...FILES,
    name: "exports",
    path: "/api/exports/*",
    channel: "rest",
    credential: "key or session",
    route: exportRoute,
  },
  { ...OPEN, name: "burn", path: BURN_PATH, methods: ["POST"], answer: answerBurn },
  { ...OPEN, name: "csp", path: CSP_REPORTS_PATH, methods: ["POST"], answer: answerCspReport },
  {
    ...OPEN,
    name: "health",
    path: "/healthz",
    methods: READ,
    answer: answerHealth,
    refusalType: JSON_TYPE,
  },
  {
    ...OPEN,
    name: "health",
    path: "/readyz",
    methods: READ,
    answer: answerReady,
    refusalType: JSON_TYPE,
  },
  METRICS_ENDPOINT,
];

/** The endpoint of a table that takes a path. */
export const endpointAt = (
  pathname: string,
  table: readonly Endpoint[] = ENDPOINT_TABLE,
): Endpoint | undefined =>
  table.find(({ path }) =>
    path.endsWith("/*") ? pathname.startsWith(path.slice(0, -1)) : pathname === path,
  );

/**
 * The endpoints of the API as one plain Node handler: true when the request was theirs. What they
 * do not take is somebody else's.
 *
 * @example createServer((req, res) => { if (!endpoints(req, res)) next(req, res); });
 */
export function createHttp(
  runtime: Runtime,
  table: readonly Endpoint[] = ENDPOINT_TABLE,
): (req: IncomingMessage, res: ServerResponse) => boolean {
  return (req, res) => {
    const url = parseUrl(req.url);
    const endpoint = url === null ? undefined : endpointAt(url.pathname, table);
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
