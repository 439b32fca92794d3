import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import proxyAddr from "proxy-addr";

const MAX_CLIENT_CHARS = 200;

/**
 * A function that tells a request's address: the peer's, or, behind configured proxies, the nearest
 * address in `X-Forwarded-For`, read right to left, that is none of them (S8). What stands there
 * and is no address is nobody's; the hop that passed it on counts instead.
 *
 * @throws TypeError for a text that is neither an address nor a CIDR
 */
export function createClientIp(
  trustedProxies: readonly string[],
): (req: IncomingMessage) => string | null {
  const trusts = proxyAddr.compile([...trustedProxies]);
  return (req) => {
    if (req.socket.remoteAddress === undefined) return null;
    const hops = proxyAddr.all(req, trusts).filter((hop) => isIP(hop) !== 0);
    // An IPv4 peer of a dual-stack socket is written as IPv6; people know it by its IPv4 form.
    return hops.at(-1)?.replace(/^::ffff:(?=\d+\.)/i, "") ?? null;
  };
}

/** The `User-Agent` as it is kept: printable, cut to 200 characters. */
export function clientName(req: IncomingMessage): string | null {
  const agent = req.headers["user-agent"]?.replace(/[^\x20-\x7e]/g, "").trim();
  return agent === undefined || agent === "" ? null : agent.slice(0, MAX_CLIENT_CHARS);
}
