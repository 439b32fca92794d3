const BROWSERS = [
  { pattern: /\bEdgA?\//, name: "Edge" },
  { pattern: /\bFirefox\/|\bFxiOS\//, name: "Firefox" },
  { pattern: /\bOPR\//, name: "Opera" },
  { pattern: /\b(?:Headless)?Chrome\/|\bCriOS\//, name: "Chrome" },
  { pattern: /\bSafari\//, name: "Safari" },
] as const;

const SYSTEMS = [
  { pattern: /\biPhone\b/, name: "iPhone" },
  { pattern: /\biPad\b/, name: "iPad" },
  { pattern: /\bAndroid\b/, name: "Android" },
  { pattern: /\bWindows\b/, name: "Windows" },
  { pattern: /\bMac OS X\b/, name: "macOS" },
  { pattern: /\bLinux\b/, name: "Linux" },
] as const;

/**
 * The program that a User-Agent names. Any caller may send any text, so it is a hint, not proof.
 *
 * @example describeClient("Mozilla/5.0 (X11; Linux x86_64) … Chrome/140.0 Safari/537.36") //
 *   "Chrome on Linux"
 * @example describeClient("curl/8.5.0") // "curl 8.5.0"
 */
export function describeClient(userAgent: string | null): string {
  if (userAgent === null || userAgent.trim() === "") return "Unnamed program";
  const system = SYSTEMS.find(({ pattern }) => pattern.test(userAgent));
  const browser = userAgent.startsWith("Mozilla/")
    ? BROWSERS.find(({ pattern }) => pattern.test(userAgent))
    : undefined;
  if (browser !== undefined)
    return system === undefined ? browser.name : `${browser.name} on ${system.name}`;
  const [, name, version] = /^([\w.@-]+)\/(\d[\w.-]*)/.exec(userAgent) ?? [];
  return name === undefined ? userAgent : `${name} ${version}`;
}
