import type { IncomingMessage, ServerResponse } from "node:http";
import type { DomainError } from "../common/errors/domain-error";
import { toProblem } from "../common/errors/problem";
import { refusal } from "../common/errors/refusal";
import { newId } from "../common/ids";
import type { Runtime } from "../common/runtime";
import { type Reply, respond } from "./request";
import { trpcRefusal } from "./trpc/answer-trpc";

/**
 * Programs that watch the process ask these under any name and by address. They show and change
 * nothing that is anybody's. The figures judge for themselves who asks.
 */
const OPEN_TO_EVERY_HOST: ReadonlySet<string> = new Set(["/healthz", "/readyz", "/metrics"]);

/**
 * Refuses with 403, before anything else looks at it, a request that was sent to a name which is
 * none of this server's: a page that reaches this machine through a name of its own brings that
 * name along (O5). True when it was refused.
 *
 * @example createServer((req, res) => { if (refuseForeignHost(req, res) || endpoints(req, res))
 *   return;
 *   next(req, res); });
 */
export function createRefuseForeignHost(
  runtime: Runtime,
): (req: IncomingMessage, res: ServerResponse) => boolean {
  return (req, res) => {
    const { pathname } = new URL(`http://pfn.invalid${req.url}`);
    if (OPEN_TO_EVERY_HOST.has(pathname) || runtime.site.ownsHost(req)) return false;
    const error = foreignHost(runtime.publicUrl);
    const requestId = newId();
    runtime.metrics.refused(error);
    runtime.metrics.answered("host", error.status, 0);
    runtime.log.debug({ event: "host.refused", requestId, ip: runtime.clientIp(req) });
    void respond({ req, res, requestId, quotaStates: [] }, toReply(error, { pathname, requestId }));
    return true;
  };
}

const foreignHost = (publicUrl: URL) =>
  refusal(
    "FORBIDDEN",
    null,
    "The `Host` of this request is not this server's.",
    `Use ${publicUrl.origin}. Set PFN_URL or PFN_HOSTS if pfn has another name; a proxy ` +
      "passes `Host` on unchanged.",
  );

/** Programs read problems, people read sentences. */
function toReply(
  error: DomainError,
  { pathname, requestId }: { pathname: string; requestId: string },
): Reply {
  const { status, message, hint } = error;
  if (!pathname.startsWith("/api/")) {
    const headers = { "content-type": "text/plain; charset=utf-8" };
    return { status, body: undefined, text: `${message} ${hint}\n`, headers };
  }
  const isTrpc = pathname.startsWith("/api/trpc/");
  const body = isTrpc ? trpcRefusal(error, { requestId }) : toProblem(error, requestId);
  return { status, body, headers: isTrpc ? {} : { "content-type": "application/problem+json" } };
}
