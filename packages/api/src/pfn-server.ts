import { createContext } from "./common/create-context";
import { newId } from "./common/ids";
import type { SessionPrincipal } from "./common/principal";
import type { Runtime } from "./common/runtime";
import { type LogIn, logIn } from "./features/profile/log-in";
import { endSession } from "./features/profile/sessions";
import { isSignupOpen } from "./features/profile/sign-up";
import { openApiOf } from "./http/openapi/answer-openapi";
import { findSession } from "./identity/find-session";
import { type AppCaller, createCaller } from "./root";

/**
 * Where the process keeps its {@link PfnServer}. The web framework bundles its own copy of every
 * module it imports, so what must exist once (database, router, key verifier) is reached through
 * this slot, and imported there only as types.
 */
export const PFN_SERVER_SLOT = Symbol.for("pfn.server");

/** What pages and the sign-in of the web app may use. */
export interface PfnServer {
  publicUrl: string;
  /** The OpenAPI document that this server serves; the same object each time. */
  openApiDocument: () => Readonly<Record<string, unknown>>;
  /**
   * Checks e-mail and password and starts a login. Null: refused, for any reason.
   *
   * @throws DomainError SERVICE_UNAVAILABLE when too many password checks wait already
   */
  logIn: (input: {
    email: unknown;
    password: unknown;
    ip: string | null;
    userAgent: string | null;
  }) => Promise<LogIn | null>;
  endSession: (sessionId: string) => Promise<void>;
  /**
   * The signed-in person behind a Cookie header as the database has them now; call it in every page
   * and server action (A7).
   */
  readSession: (cookieHeader: string | null) => Promise<SessionPrincipal | null>;
  isSignupOpen: () => Promise<boolean>;
  /** The router, in process, for server components. */
  caller: (request: {
    cookie: string | null;
    ip?: string | null;
    userAgent?: string | null;
  }) => Promise<AppCaller>;
}

export function createPfnServer(runtime: Runtime): PfnServer {
  const readSession = async (cookieHeader: string | null) => {
    const sessionId = cookieHeader === null ? null : await runtime.readSessionId(cookieHeader);
    return sessionId === null ? null : findSession(runtime, sessionId);
  };
  return {
    publicUrl: runtime.publicUrl.origin,
    openApiDocument: openApiOf(runtime),
    logIn: (input) => logIn(runtime, input),
    endSession: (sessionId) => endSession(runtime, sessionId),
    readSession,
    isSignupOpen: () => isSignupOpen(runtime),
    caller: async ({ cookie, ip = null, userAgent = null }) =>
      createCaller(
        createContext(runtime, {
          principal: await readSession(cookie),
          channel: "web",
          requestId: newId(),
          ip,
          userAgent,
        }),
      ),
  };
}
