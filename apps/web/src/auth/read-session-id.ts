import { decode } from "next-auth/jwt";
import { cookieName, findSessionToken } from "./session-cookie";

/** A token of ours is about 300 characters long; anything much longer is not worth decrypting. */
const MAX_TOKEN_LENGTH = 2_048;

/**
 * Makes the function that reads the id of a sign-in from a request's `Cookie` header. It proves
 * only that this server issued the cookie; whether the sign-in still holds is for the database to
 * say (S2).
 *
 * @returns null for a missing, foreign, forged or expired cookie; never throws
 */
export function createReadSessionId(
  secret: string,
  publicUrl: URL,
): (cookieHeader: string) => Promise<string | null> {
  const salt = cookieName("session", publicUrl);
  return async (cookieHeader) => {
    const token = findSessionToken(cookieHeader, publicUrl);
    if (token === null || token.length > MAX_TOKEN_LENGTH) return null;
    try {
      const claims = await decode({ token, secret, salt });
      return typeof claims?.["sid"] === "string" ? claims["sid"] : null;
    } catch {
      return null;
    }
  };
}
