import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Rewrites the request target to `/path?query`, and refuses any other with a 400: a second `Host`,
 * a target that is no path, broken percent encoding. A target in absolute form is accepted for the
 * host that it names (RFC 9112 §3.2). Returns true when the request was refused.
 */
export function refuseBadTarget(req: IncomingMessage, res: ServerResponse): boolean {
  const hosts = req.rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === "host",
  );
  const path = hosts.length > 1 ? null : pathOf(req);
  if (path !== null) {
    req.url = path;
    return false;
  }
  res
    .writeHead(400, {
      "Content-Length": 0,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    })
    .end();
  return true;
}

function pathOf(req: IncomingMessage): string | null {
  const { url: target = "" } = req;
  if (target.startsWith("/")) return target;
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return null;
  const { host, pathname, search } = new URL(target);
  req.headers.host = host;
  return pathname + search;
}
