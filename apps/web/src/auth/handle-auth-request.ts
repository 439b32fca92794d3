import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { pfnServer, type WebSettings, webSettings } from "#server/slots.ts";
import { createAuthConfig, POSTPONED } from "./create-auth-config";
import { createReadSessionId } from "./read-session-id";
import { refuseAuthRequest, SIGN_IN_FORM } from "./refuse-auth-request";
import { signInByForm } from "./sign-in-by-form";

/** Far more than an e-mail address, a password of 1 024 characters and a token need. Bytes. */
const MAX_BODY = 16 * 1024;

/**
 * Handles `/api/auth/*`: Auth.js for the CSRF token, signing in and signing out, with the public
 * address in place of the request's Host. What Auth.js offers beyond that is not served.
 *
 * @example GET /api/auth/csrf, then POST /api/auth/callback/credentials with `csrfToken`, `email`
 *   and `password`
 */
export async function handleAuthRequest(request: NextRequest): Promise<Response> {
  const settings = webSettings();
  const refusal = refuseAuthRequest(request);
  if (refusal !== null) return refusal;
  const { pathname } = request.nextUrl;
  if (pathname === "/api/auth/session") return answerSession(request);

  const body = request.method === "POST" ? await readBody(request) : undefined;
  if (body === null) return new Response("The body is larger than 16 KiB.\n", { status: 413 });
  const url = new URL(`${pathname}${request.nextUrl.search}`, settings.publicUrl);
  const { handlers } = NextAuth(() => createAuthConfig(settings));
  if (pathname === SIGN_IN_FORM && body !== undefined) {
    return finish(request, await signInByForm(request, { ...settings, body, handlers }), settings);
  }
  const answer = request.method === "POST" ? handlers.POST : handlers.GET;
  const response = await answer(
    new NextRequest(url, {
      method: request.method,
      headers: request.headers,
      ...(body && { body }),
    }),
  );
  return finish(request, response, settings);
}

/** Who is signed in, judged by the database and not by the cookie (S2). */
async function answerSession(request: NextRequest): Promise<Response> {
  const person = await pfnServer().readSession(request.headers.get("cookie"));
  const session = person && { user: { id: person.userId, name: person.name, email: person.email } };
  return Response.json(session, { headers: { "Cache-Control": "no-store" } });
}

async function finish(
  request: NextRequest,
  answer: Response,
  settings: WebSettings,
): Promise<Response> {
  const target = await redirectTarget(answer, settings.publicUrl);
  const postponed = POSTPONED.exec(target?.searchParams.get("code") ?? "");
  if (postponed !== null) return tryLater(postponed[1] === "throttled" ? 429 : 503, postponed[2]);
  const headers = new Headers(answer.headers);
  headers.set("Cache-Control", "no-store");
  // A path leads back to the address the browser used, whichever of this server's names that was.
  if (target !== null && headers.has("location"))
    headers.set("location", `${target.pathname}${target.search}${target.hash}`);
  if (request.method === "POST" && !target?.searchParams.has("error")) {
    try {
      await endPreviousSession(request, settings);
    } catch {
      return tryLater();
    }
    if (isSignOut(request)) headers.set("Clear-Site-Data", '"cache"');
  }
  return new Response(answer.body, { status: answer.status, headers });
}

/**
 * Signing out ends the sign-in itself, and signing in again ends the one it replaces; a cookie
 * alone can be kept by anybody.
 */
async function endPreviousSession(
  request: NextRequest,
  { authSecret, publicUrl }: WebSettings,
): Promise<void> {
  const sessionId = await createReadSessionId(
    authSecret,
    publicUrl,
  )(request.headers.get("cookie") ?? "");
  if (sessionId !== null) await pfnServer().endSession(sessionId);
}

function isSignOut(request: NextRequest): boolean {
  return request.nextUrl.pathname === "/api/auth/signout";
}

/**
 * Where Auth.js wants to send the caller: in a header, or in the body for callers that asked for
 * that.
 */
async function redirectTarget(answer: Response, publicUrl: URL): Promise<URL | null> {
  const location = answer.headers.get("location") ?? (await urlInBody(answer));
  return location === null ? null : new URL(location, publicUrl);
}

async function urlInBody(answer: Response): Promise<string | null> {
  if (!answer.headers.get("content-type")?.startsWith("application/json")) return null;
  const body: unknown = await answer.clone().json();
  return typeof body === "object" && body !== null && "url" in body && typeof body.url === "string"
    ? body.url
    : null;
}

function tryLater(status: 429 | 503 = 503, seconds = "5"): Response {
  const text = status === 429 ? "Too many tries." : "The server is busy.";
  return new Response(`${text} Try again in ${seconds} seconds.\n`, {
    status,
    headers: { "Retry-After": seconds, "Cache-Control": "no-store" },
  });
}

/** @returns null when the body is too large; it is not read further then */
async function readBody(request: NextRequest): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
