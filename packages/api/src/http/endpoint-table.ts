import type { Runtime } from "../common/runtime";
import { answerBurn, BURN_PATH } from "./burn";
import { answerExport, exportRoute } from "./exports/answer-exports";
import { answerOpenApi, openApiOf } from "./openapi/answer-openapi";
import { CSP_REPORTS_PATH, createCspReports } from "./ops/csp-reports";
import { answerHealth, answerReady } from "./ops/health";
import { answerMetrics } from "./ops/metrics";
import { type Endpoint, JSON_TYPE } from "./request";
import { answerRest } from "./rest/answer-rest";
import { REST_BASE } from "./rest/endpoints";
import { restRoute } from "./rest/find-endpoint";
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
export const createEndpointTable = (runtime: Pick<Runtime, "publicUrl">): readonly Endpoint[] => [
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
    answer: answerOpenApi(openApiOf(runtime)),
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
  { ...OPEN, name: "csp", path: CSP_REPORTS_PATH, methods: ["POST"], answer: createCspReports() },
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
export const endpointAt = (table: readonly Endpoint[], pathname: string): Endpoint | undefined =>
  table.find(({ path }) =>
    path.endsWith("/*") ? pathname.startsWith(path.slice(0, -1)) : pathname === path,
  );
