import { isIPv6 } from "node:net";

/**
 * The network that an address is counted under: an IPv4 address alone, an IPv6 address by its /64,
 * because the holder of one address of it holds them all (R1, S8). Callers without a known address
 * share one.
 *
 * @example networkOf("2001:db8::1") // "2001:db8:0:0"
 */
export function networkOf(ip: string | null): string {
  if (ip === null) return "unknown";
  const [address = ""] = ip.split("%");
  if (!isIPv6(address)) return address;
  const groups = expand(address);
  const isMapped = groups.slice(0, 5).every((group) => group === "0") && groups[5] === "ffff";
  return (isMapped ? groups.slice(6) : groups.slice(0, 4)).join(":");
}

/**
 * All eight groups, without leading zeros. The URL parser writes every spelling of an address in
 * one way.
 */
function expand(address: string): string[] {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const [before, after] = [head, tail ?? ""].map((part) => (part === "" ? [] : part.split(":")));
  if (before === undefined || after === undefined) return [];
  const zeros =
    tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => "0");
  return [...before, ...zeros, ...after];
}
