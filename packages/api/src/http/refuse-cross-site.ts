import type { IncomingMessage } from "node:http";
import { refusal } from "../common/errors/refusal";
import type { Runtime } from "../common/runtime";

/**
 * Refuses what a browser sends for a page that is not of this server (S10). Browsers say where a
 * request comes from in `Sec-Fetch-Site`, in `Origin`, or in both; what they say must be ours in
 * each. A program that sends neither is not a browser that somebody could trick.
 *
 * @throws DomainError FORBIDDEN
 */
export function refuseCrossSite(
  { site, publicUrl }: Pick<Runtime, "site" | "publicUrl">,
  req: IncomingMessage,
): void {
  if (isFromHere(req.headers["sec-fetch-site"]) && site.ownsOrigin(req)) return;
  throw refusal(
    "FORBIDDEN",
    null,
    "This request comes from another site.",
    `Use pfn from its own address, ${publicUrl.origin}.`,
  );
}

/**
 * `none` is what the person did: an address typed, a bookmark opened. Several values, or one that
 * is new, are neither.
 */
const isFromHere = (site: IncomingMessage["headers"][string]) =>
  site === undefined || site === "same-origin" || site === "none";
