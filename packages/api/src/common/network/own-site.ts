import type { IncomingMessage } from "node:http";

/** Which names and which pages are this server's own. */
export interface OwnSite {
  /**
   * Whether `Host` is a name of this server's, or the address and port that the request came to.
   */
  ownsHost: (req: IncomingMessage) => boolean;
  /**
   * Whether `Origin` is absent or, compared whole, that of a page which this server sent. Ask
   * {@link ownsHost} first.
   */
  ownsOrigin: (req: IncomingMessage) => boolean;
}

/**
 * The owner of a name in DNS can make it lead to this machine, and the browser then takes that
 * owner's page for one of ours (DNS rebinding). So a name has to be configured. An address and
 * `localhost` cannot be made to lead here; they need no configuration. `X-Forwarded-Host` is never
 * asked: such a page could send it as well.
 *
 * @param hosts further names, each as `host` or `host:port`, compared whole
 */
export function createOwnSite(publicUrl: URL, hosts: readonly string[]): OwnSite {
  const names = new Set(hosts.map((host) => parseHost(host, "http:")?.host));
  const isPublic = (host: string | undefined) =>
    parseHost(host, publicUrl.protocol)?.host === publicUrl.host;
  /**
   * The origin of a page that was asked for by a further name or by address: without a proxy, and
   * so without TLS.
   */
  const directOrigin = (req: IncomingMessage) => {
    const given = parseHost(req.headers.host, "http:");
    return given !== null && (names.has(given.host) || isAddressOf(given, req))
      ? given.origin
      : null;
  };
  return {
    ownsHost: (req) => isPublic(req.headers.host) || directOrigin(req) !== null,
    ownsOrigin: (req) => {
      const { host, origin } = req.headers;
      if (origin === undefined || origin === publicUrl.origin) return true;
      return !isPublic(host) && origin === directOrigin(req);
    },
  };
}

/** A host header as a URL, which brings it into one form; null for what is none. */
function parseHost(host: string | undefined, protocol: string): URL | null {
  const text = `${protocol}//${host}`;
  return host !== undefined && /^[\w.:[\]-]+$/.test(host) && URL.canParse(text)
    ? new URL(text)
    : null;
}

/** Whether a request was sent to the address that it names, at the port that it came to. */
function isAddressOf({ hostname, port }: URL, { socket }: IncomingMessage): boolean {
  if (Number(port || 80) !== socket.localPort) return false;
  return isLoopback(hostname) || isSameAddress(hostname, socket.localAddress ?? "");
}

const isLoopback = (hostname: string) =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);

/** A dual-stack socket writes an IPv4 address as IPv6. */
const isSameAddress = (hostname: string, address: string): boolean =>
  hostname === address.replace(/^::ffff:(?=\d+\.)/i, "") || hostname === `[${address}]`;
