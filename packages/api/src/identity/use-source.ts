import { networkOf } from "../common/limits/network-of";

const BROWSERS = ["Edg", "OPR", "Firefox", "Chrome", "Safari"];
const MAX_CHARS = 40;

/**
 * The network of a use, as its owner reads it: an IPv4 address, or the /64 of an IPv6 address.
 *
 * @example networkOfUse("2001:db8:1:2::7") // "2001:db8:1:2::/64"
 */
export function networkOfUse(ip: string | null): string {
  const network = networkOf(ip);
  const groups = network.split(":");
  if (groups.length === 1) return network;
  if (groups.length > 2) return `${network}::/64`;
  // An IPv4 address that came in the form of an IPv6 one.
  return groups
    .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
    .join(".");
}

/**
 * The program that a User-Agent names, without its version, so that an update is no news. Anybody
 * may send any text there: it is a hint, and only letters of a name are kept.
 *
 * @example programOfUse("python-requests/2.32.3") // "python-requests"
 */
export function programOfUse(userAgent: string | null): string {
  const text = userAgent ?? "";
  const browser = text.startsWith("Mozilla/")
    ? BROWSERS.find((name) => text.includes(`${name}/`))
    : undefined;
  return (
    browser ?? /^@?[\w.-]+(?:\/[A-Za-z][\w.-]*)*/.exec(text)?.[0].slice(0, MAX_CHARS) ?? "unnamed"
  );
}
