import { randomBytes } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
// Next's own judge of the header, which it does not export; its version is pinned.
import * as state from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";
import { CSP_REPORTS_PATH, contentSecurityPolicy } from "./csp";

/** What pages need to know about the process. */
export interface PageOptions {
  publicUrl: URL;
  isDevelopment: boolean;
  /** The caller's address, with forwarded addresses believed from trusted proxies only (S8). */
  clientIp: (req: IncomingMessage) => string | null;
  /**
   * Whether a trusted proxy got the request over plain http, where the public address is https
   * (T9).
   */
  isPlainHttp: (req: IncomingMessage) => boolean;
  /** Throws for a request that another site's page sends (S10). */
  refuseCrossSite: (req: IncomingMessage) => void;
}

/** Next would believe these from anybody; what is true is set below (O2). */
const UNTRUSTED = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-nonce",
];

/** Pages are read, and their forms posted; nothing else is known here (T8). */
const METHODS: readonly (string | undefined)[] = ["GET", "HEAD", "POST"];
/**
 * With these Next speaks to itself: past its middleware, into its cache, around its routing. None
 * of them is a browser's to send (A7, O2).
 */
const INTERNAL = [
  /^(x-middleware-|x-invo|x-vercel-|x-prerender-|x-next-|x-now-|next-resume)/,
  /^(x-matched-path$|x-nextjs-(?!(html-)?request-id$))/,
];
const isInternal = (name: string) => INTERNAL.some((pattern) => pattern.test(name));

/** Next's page for its own failure. It is prerendered, so it has no nonce (B2). */
const LAST_RESORT = "/_global-error";

/**
 * Wraps Next's request handler: a page sees one judged client address, the public protocol and a
 * nonce of this server's, and its response carries the security headers (B1–B3).
 */
export function createPageHandler(next: RequestListener, options: PageOptions): RequestListener {
  return (req, res) => {
    if (!METHODS.includes(req.method)) return refuse(res, 405, { Allow: METHODS.join(", ") });
    const path = decodePath(req.url);
    if (path === null) return refuse(res, 400);
    if (req.url?.startsWith(LAST_RESORT)) req.url = "/_not-found";
    // A password sent over plain http may have been read on its way, so it is refused.
    if (/^\/+api\//.test(path) && options.isPlainHttp(req)) return refuse(res, 403);
    // Forms and server actions: every POST to a page changes something.
    if (req.method === "POST" && !isFromOwnSite(req, options)) return refuse(res, 403);
    const nonce = randomBytes(16).toString("base64");
    const policy = contentSecurityPolicy(nonce, options.isDevelopment);
    const address = options.clientIp(req);
    for (const name of UNTRUSTED) delete req.headers[name];
    if (!isRouterState(req.headers[ROUTER_STATE])) delete req.headers[ROUTER_STATE];
    for (const name of Object.keys(req.headers)) if (isInternal(name)) delete req.headers[name];
    if (address !== null) req.headers["x-forwarded-for"] = address;
    req.headers["x-forwarded-proto"] = options.publicUrl.protocol.slice(0, -1);
    // Next gives the nonce found in this request header to its own scripts; the layout gives the
    // other to Mantine.
    req.headers["content-security-policy"] = policy;
    req.headers["x-nonce"] = nonce;
    setSecurityHeaders(res, policy, options.publicUrl);
    return next(req, res);
  };
}

function refuse(
  res: ServerResponse,
  status: 400 | 403 | 405,
  headers: Record<string, string> = {},
): void {
  const common = {
    "Content-Length": 0,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  };
  res.writeHead(status, { ...common, ...headers }).end();
}

function isFromOwnSite(req: IncomingMessage, { refuseCrossSite }: PageOptions): boolean {
  try {
    refuseCrossSite(req);
    return true;
  } catch {
    return false;
  }
}

/** The path as Next will read it; null when its encoding is broken. */
function decodePath(url = "/"): string | null {
  try {
    return decodeURIComponent(url.split("?", 1)[0] ?? "");
  } catch {
    return null;
  }
}

/** Says which parts of the page the browser has. Next answers 500 where it cannot read it. */
const ROUTER_STATE = "next-router-state-tree";

function isRouterState(text: string | string[] | undefined): boolean {
  try {
    return state.parseAndValidateFlightRouterState(text) !== undefined;
  } catch {
    return false;
  }
}

function setSecurityHeaders(res: ServerResponse, policy: string, publicUrl: URL): void {
  res.setHeader("Content-Security-Policy", policy);
  res.setHeader("Reporting-Endpoints", `csp="${CSP_REPORTS_PATH}"`);
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Referrer-Policy", "same-origin");
  res.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  res.setHeader("Cross-Origin-Resource-Policy", "same-origin");
  if (publicUrl.protocol === "https:")
    res.setHeader("Strict-Transport-Security", "max-age=31536000");
}
