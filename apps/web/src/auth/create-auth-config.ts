import { AuthError, CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { pfnServer, type WebSettings, webSettings } from "#server/slots.ts";
import { safeRedirectPath } from "./safe-redirect-path";
import { cookieName, SESSION_MAX_AGE_SECONDS, usesSecureCookies } from "./session-cookie";

/**
 * Nobody judged the password: the caller may try again. `code` reaches the sign-in page; it ends in
 * the seconds to wait.
 */
export class SignInPostponed extends CredentialsSignin {}

/** The reason and the seconds to wait, as in the code of {@link SignInPostponed}. */
export const POSTPONED = /^(busy|throttled)-(\d+)$/;

/**
 * Callers' mistakes are not logged; refused passwords are recorded where they are refused.
 */
const CALLERS_OWN = ["CredentialsSignin", "MissingCSRF", "UnknownAction"];

/**
 * Auth.js checks a sign-in through the running server and issues a token that carries two ids,
 * nothing else (S2, S3).
 */
export function createAuthConfig({ authSecret, publicUrl, log }: WebSettings): NextAuthConfig {
  return {
    secret: authSecret,
    basePath: "/api/auth",
    // The address in every link is the configured one, so the request's Host is never trusted with
    // anything (O2).
    trustHost: true,
    pages: { signIn: "/login", signOut: "/login", error: "/login" },
    session: { strategy: "jwt", maxAge: SESSION_MAX_AGE_SECONDS },
    useSecureCookies: usesSecureCookies(publicUrl),
    cookies: cookies(publicUrl),
    providers: [
      Credentials({ id: "credentials", credentials: { email: {}, password: {} }, authorize }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user?.id ? { sub: user.id, sid: user.sessionId } : token),
      redirect: ({ url }) => safeRedirectPath(url, publicUrl),
    },
    logger: {
      error: (error) => {
        // The name of a minified class says nothing.
        const type = error instanceof AuthError ? error.type : error.name;
        if (!CALLERS_OWN.includes(type)) log.warn({ event: "auth.failed", error: type });
      },
      warn: () => undefined,
    },
  };
}

async function authorize(
  { email, password }: Partial<Record<"email" | "password", unknown>>,
  request: Request,
) {
  const ip = request.headers.get("x-forwarded-for");
  const userAgent = request.headers.get("user-agent");
  const person = await pfnServer().logIn({ email, password, ip, userAgent }).catch(postpone);
  return person === null ? null : { id: person.userId, sessionId: person.sessionId };
}

function postpone(error: unknown): never {
  // A full queue is meant to refuse; anything else is a failure that somebody has to see.
  const isMeant = error instanceof Error && error.name === "DomainError";
  if (!isMeant) webSettings().log.error({ event: "auth.failed", err: error });
  const postponed = new SignInPostponed("The password was not checked", { cause: error });
  const cause = fieldOf(error, "code") === "TOO_MANY_REQUESTS" ? "throttled" : "busy";
  postponed.code = `${cause}-${secondsOf(error)}`;
  throw postponed;
}

/** Only the refusal's type is known here, because the class belongs to the other bundle. */
function fieldOf(error: unknown, name: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
}

function secondsOf(error: unknown): string {
  const seconds = fieldOf(fieldOf(error, "details"), "retryAfterSeconds");
  return Number.isInteger(seconds) ? String(seconds) : "5";
}

function cookies(publicUrl: URL): NonNullable<NextAuthConfig["cookies"]> {
  const options = {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: usesSecureCookies(publicUrl),
  } as const;
  return {
    sessionToken: { name: cookieName("session", publicUrl), options },
    csrfToken: { name: cookieName("csrf", publicUrl), options },
    callbackUrl: { name: cookieName("callback", publicUrl), options },
  };
}

declare module "next-auth" {
  interface User {
    /** The row of this sign-in, which can be ended at any time. */
    sessionId?: string;
  }
}
