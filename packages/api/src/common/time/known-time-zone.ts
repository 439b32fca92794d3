/**
 * The IANA time zone of this name as this server knows it, and UTC for one that it does not know:
 * browsers learn of zones before servers do.
 *
 * @example knownTimeZone("europe/berlin") // "Europe/Berlin"
 */
export function knownTimeZone(name: string): string {
  // ECMA-402 knows offsets such as "+01:00" too, which would be wrong half the year.
  if (!/^[A-Za-z]/.test(name)) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
