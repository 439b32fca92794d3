/** Seconds after which a session ends, also when it is in use (S9). */
export const SESSION_MAX_AGE_SECONDS = 30 * 24 * 60 * 60;

/** Behind TLS the browser itself binds the cookie to this host and path (S9). */
export function usesSecureCookies(publicUrl: URL): boolean {
  return publicUrl.protocol === "https:";
}

/** The name of the cookie `purpose`, which is also the salt of what is encrypted in it. */
export function cookieName(purpose: "session" | "csrf" | "callback", publicUrl: URL): string {
  return usesSecureCookies(publicUrl) ? `__Host-pfn.${purpose}` : `pfn.${purpose}`;
}

/** The session cookie's token inside a `Cookie` header, or null. */
export function findSessionToken(cookieHeader: string, publicUrl: URL): string | null {
  const prefix = `${cookieName("session", publicUrl)}=`;
  const found = cookieHeader.split(";").find((pair) => pair.trim().startsWith(prefix));
  return found?.trim().slice(prefix.length) || null;
}
