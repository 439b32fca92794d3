import { existsSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import {
  createHttp,
  createLogger,
  createMetricsEndpoint,
  createPfnServer,
  createRefuseForeignHost,
  createRuntime,
  PFN_SERVER_SLOT,
  type Runtime,
  refuseCrossSite,
  startIdleSweep,
} from "@pfn/api";
import type { Database } from "@pfn/db";
import { createMcpEndpoint } from "@pfn/mcp";
import next from "next";
import { createSessionCookie } from "#auth/create-session-cookie.ts";
import { createReadSessionId } from "#auth/read-session-id.ts";
import type { Env } from "./env";
import { readGuide } from "./guide/read-guide";
import { createPageHandler } from "./http/handle-page";
import { checkPort, createHttpServer } from "./http/http-server";
import { createLlmsTxtHandler, llmsTxt } from "./http/llms-txt";
import { refuseBadTarget } from "./http/refuse-bad-target";
import { loadAuthSecret } from "./load-auth-secret";
import { loadNextConfig } from "./load-next-config";
import { logStrayErrors } from "./log-stray-errors";
import { openDatabase } from "./open-database";
import { provideWebSettings } from "./slots";
import { StartError } from "./start-error";

/** How long requests under way may take to finish once the server stops, in milliseconds (F6). */
const DRAIN_WITHIN_MS = 20_000;

/**
 * The same in development, where browsers keep a web socket open and somebody waits for the reload.
 */
const DRAIN_DEVELOPMENT_WITHIN_MS = 300;

export interface StartOptions {
  env: Env;
  /** The folder that holds Next's pages and its build. */
  appDirectory: string;
  /** Compiles pages on request and reloads them in the browser. */
  isDevelopment: boolean;
  /** Prints a progress line. */
  say: (line: string) => void;
}

export interface RunningServer {
  env: Env;
  engine: Database["engine"];
  isSignupOpen: boolean;
  /** Finishes the requests in progress, saves what is pending and closes the database (F6). */
  stop: () => Promise<void>;
}

/**
 * Starts the whole process: database, runtime, endpoints and pages, on one port.
 *
 * @throws StartError for everything an administrator can put right
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { env, say } = options;
  requireBuild(options);
  await checkPort(env);
  if (env.metricsPort !== undefined) await checkPort({ host: env.host, port: env.metricsPort });
  const guide = await readGuide(options.appDirectory, env.publicUrl);
  const authSecret = await loadAuthSecret(env.authSecret, env.dataDir);
  const database = await openDatabase(env, say);
  try {
    const log = createLogger({ level: env.logLevel });
    const { publicUrl, hosts, signup, trustedProxies, limits, redisUrl } = env;
    const readSessionId = createReadSessionId(authSecret, publicUrl);
    const runtime = createRuntime({
      database,
      log,
      publicUrl,
      hosts,
      signup,
      trustedProxies,
      limits,
      redisUrl,
      secret: authSecret,
      readSessionId,
      sessionCookie: createSessionCookie(authSecret, publicUrl),
      metricsAccess: { token: env.metricsToken ?? null, hasOwnPort: env.metricsPort !== undefined },
    });
    const pfn = createPfnServer(runtime);
    // Both slots are filled before Next loads the code that reads them.
    Reflect.set(globalThis, PFN_SERVER_SLOT, pfn);
    provideWebSettings({ authSecret, publicUrl, signup, log, guide });
    const stop = await serve(options, runtime, llmsTxt(guide, publicUrl));
    return { env, engine: database.engine, isSignupOpen: await pfn.isSignupOpen(), stop };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function requireBuild({ appDirectory, isDevelopment }: StartOptions): void {
  if (isDevelopment || existsSync(join(appDirectory, ".next", "BUILD_ID"))) return;
  throw new StartError("pfn is not built yet: run `npx -y pnpm@12 start`, which builds it first.");
}

async function serve(
  { env, appDirectory, isDevelopment }: StartOptions,
  runtime: Runtime,
  textForModels: string,
): Promise<() => Promise<void>> {
  const endpoints = createHttp(runtime);
  const mcp = createMcpEndpoint(runtime);
  const models = createLlmsTxtHandler(textForModels);
  const refuseForeignHost = createRefuseForeignHost(runtime);
  const http = createHttpServer((req, res) => {
    if (refuseBadTarget(req, res) || refuseForeignHost(req, res)) return;
    if (endpoints(req, res) || mcp(req, res) || models(req, res)) return;
    countPage(runtime, res);
    void pages(req, res);
  });
  // Next attaches its upgrade handler to the server it is given. Only development has a use for
  // upgrades (O2).
  const { server: httpServer } = isDevelopment ? http : createHttpServer(() => undefined);
  if (!isDevelopment) await loadNextConfig(appDirectory);
  const app = next({
    dev: isDevelopment,
    dir: appDirectory,
    hostname: env.host,
    port: env.port,
    httpServer,
    quiet: !isDevelopment,
  });
  await app.prepare();
  logStrayErrors(runtime);
  const pages = createPageHandler(app.getRequestHandler(), {
    publicUrl: env.publicUrl,
    isDevelopment,
    clientIp: runtime.clientIp,
    isPlainHttp: runtime.isPlainHttp,
    refuseCrossSite: (req) => refuseCrossSite(runtime, req),
  });
  await http.listen(env);
  const stopMetrics = await serveMetrics(env, runtime);
  const stopIdleSweep = startIdleSweep(runtime);
  // A restored database has no statistics, nor has one that was stopped right after a large import.
  runtime.background.run("statistics", runtime.database.refreshStatistics);
  return async () => {
    runtime.isClosing = true;
    stopIdleSweep();
    await http.stop(isDevelopment ? DRAIN_DEVELOPMENT_WITHIN_MS : DRAIN_WITHIN_MS);
    await stopMetrics();
    await app.close();
    await runtime.close();
    await runtime.database.close();
  };
}

/** Pages are an endpoint too. */
function countPage({ metrics }: Runtime, res: ServerResponse): void {
  const startedAt = performance.now();
  res.once("close", () =>
    metrics.answered("page", res.statusCode, (performance.now() - startedAt) / 1_000),
  );
}

/**
 * Serves the metrics on their own port, if one is set. Returns how to close it; a scrape in
 * progress is cut off after a second.
 */
async function serveMetrics(
  { host, metricsPort }: Env,
  runtime: Runtime,
): Promise<() => Promise<void>> {
  if (metricsPort === undefined) return async () => undefined;
  const endpoint = createMetricsEndpoint(runtime);
  const http = createHttpServer((req, res) => {
    if (!endpoint(req, res)) res.writeHead(404).end();
  });
  await http.listen({ host, port: metricsPort });
  return () => http.stop(1_000);
}
