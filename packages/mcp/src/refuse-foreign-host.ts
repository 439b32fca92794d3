import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { DomainError } from "@pfn/api/doors";

/**
 * Refuses requests that a web page could have sent through a name of its own for this machine (DNS rebinding, A9). `Host` must be the
 * server's public one, or the address and port it was reached at; `Origin`, when there is one, must be of the same host.
 *
 * @throws DomainError FORBIDDEN
 */
export function refuseForeignHost({ headers, socket }: IncomingMessage, publicUrl: URL): void {
  const { host = "", origin } = headers;
  if (!isOwnHost(host, { socket, publicUrl })) throw foreign("The `Host` of this request is not this server's.");
  if (origin === undefined || origin === publicUrl.origin || origin === `http://${host}`) return;
  throw foreign("This request comes from another site.");
}

const foreign = (message: string) =>
  new DomainError("FORBIDDEN", message, {
    hint: "Use pfn by its own address; a proxy in front of it passes `Host` on unchanged.",
  });

/** A page's own name can be made to lead here, an address or `localhost` cannot; those need no configuration. */
function isOwnHost(host: string, { socket, publicUrl }: { socket: Socket; publicUrl: URL }): boolean {
  const given = parseHost(host, publicUrl.protocol);
  if (given === null) return false;
  if (given.host === publicUrl.host) return true;
  const address = parseHost(host, "http:");
  if (address === null || Number(address.port || 80) !== socket.localPort) return false;
  return isLoopback(address.hostname) || isSameAddress(address.hostname, socket.localAddress ?? "");
}

/** A host header as a URL, which brings it into one form; null for what is none. */
function parseHost(host: string, protocol: string): URL | null {
  const text = `${protocol}//${host}`;
  return /^[\w.:[\]-]+$/.test(host) && URL.canParse(text) ? new URL(text) : null;
}

const isLoopback = (hostname: string) =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);

/** A dual-stack socket writes an IPv4 address as IPv6. */
function isSameAddress(hostname: string, address: string): boolean {
  return hostname === address.replace(/^::ffff:(?=\d+\.)/i, "") || hostname === `[${address}]`;
}
