import { encode } from "next-auth/jwt";
import { cookieName, SESSION_MAX_AGE_SECONDS, usesSecureCookies } from "./session-cookie";

/**
 * Makes the function that writes the `Set-Cookie` line for a login, as Auth.js writes it when
 * somebody signs in: the same name, token and attributes (S9).
 */
export function createSessionCookie(secret: string, publicUrl: URL) {
  const name = cookieName("session", publicUrl);
  const secure = usesSecureCookies(publicUrl) ? "; Secure" : "";
  return async ({ userId, sessionId }: { userId: string; sessionId: string }): Promise<string> => {
    const claims = {
      token: { sub: userId, sid: sessionId },
      secret,
      salt: name,
      maxAge: SESSION_MAX_AGE_SECONDS,
    };
    const expires = new Date(Date.now() + SESSION_MAX_AGE_SECONDS * 1_000).toUTCString();
    const value = await encode(claims);
    return `${name}=${value}; Path=/; Expires=${expires}; HttpOnly${secure}; SameSite=Lax`;
  };
}
