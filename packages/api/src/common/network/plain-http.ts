import type { IncomingMessage } from "node:http";
import proxyAddr from "proxy-addr";
import { refusal } from "../errors/refusal";

/**
 * A function that tells whether a request came over plain http where the public address is https:
 * so says the trusted proxy that passed it on, in `X-Forwarded-Proto`. Of several protocols the
 * first is the one that the caller spoke. Nobody else is believed, and a proxy that says nothing
 * has said nothing wrong.
 */
export function createIsPlainHttp(
  trustedProxies: readonly string[],
  publicUrl: URL,
): (req: IncomingMessage) => boolean {
  if (publicUrl.protocol !== "https:") return () => false;
  const trusts = proxyAddr.compile([...trustedProxies]);
  return ({ headers, socket: { remoteAddress } }) => {
    if (remoteAddress === undefined || !trusts(remoteAddress, 0)) return false;
    const [protocol] = String(headers["x-forwarded-proto"] ?? "").split(",");
    return protocol?.trim().toLowerCase() === "http";
  };
}

/**
 * For a key or a password that anybody on the way could read. A redirect would let it be sent like
 * that each time, unnoticed (T9).
 */
export const plainHttp = () =>
  refusal(
    "FORBIDDEN",
    null,
    "This API is served over https only.",
    "Use https. Revoke a key that was sent over http: it could be read on its way. A proxy " +
      "that does speak https has to say so in X-Forwarded-Proto.",
  );
