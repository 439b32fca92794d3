import type { IncomingMessage } from "node:http";
import { DomainError } from "../errors/domain-error";

/**
 * Refuses state-changing requests that a browser sends from another site (S10). Browsers say where a request comes from in
 * `Sec-Fetch-Site`, or at least in `Origin`; a program that sends neither is not a browser that somebody could trick.
 *
 * @throws DomainError FORBIDDEN
 */
export function refuseCrossSite(req: IncomingMessage, publicUrl: URL): void {
  const { host, origin, "sec-fetch-site": site } = req.headers;
  if (site === "same-origin" || site === "none") return;
  if (site === undefined && (origin === undefined || origin === publicUrl.origin || hostOf(origin) === host)) return;
  throw new DomainError("FORBIDDEN", "This request comes from another site.", {
    hint: "Use pfn from its own address.",
  });
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
