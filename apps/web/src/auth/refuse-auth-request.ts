import type { NextRequest } from "next/server";

/**
 * All of `/api/auth/*` that exists, with the methods it takes. Only POST changes anything (S10).
 */
const ENDPOINTS: Readonly<Record<string, readonly string[]>> = {
  csrf: ["GET"],
  session: ["GET"],
  providers: ["GET"],
  signin: ["GET"],
  error: ["GET"],
  signout: ["POST"],
  "callback/credentials": ["POST"],
  "sign-in": ["POST"],
};

/** Where the sign-in page's form leads while no script runs. */
export const SIGN_IN_FORM = "/api/auth/sign-in";

const BODY_TYPES = ["application/x-www-form-urlencoded", "application/json"];

/**
 * Refuses a request that must not reach Auth.js: unknown path, wrong method, a body it does not
 * take (S10, T6). What another site's page posts was refused before Next saw it.
 */
export function refuseAuthRequest(request: NextRequest): Response | null {
  const methods = ENDPOINTS[request.nextUrl.pathname.replace(/^\/api\/auth\//, "")];
  if (methods === undefined) return refuse(404, "There is nothing here.");
  if (!methods.includes(request.method))
    return refuse(405, `Use ${methods.join(" or ")}.`, { Allow: methods.join(", ") });
  if (request.method !== "POST") return null;
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";");
  const types = request.nextUrl.pathname === SIGN_IN_FORM ? BODY_TYPES.slice(0, 1) : BODY_TYPES;
  if (types.includes(type.trim().toLowerCase())) return null;
  return refuse(415, `Send the body as ${types.join(" or ")}.`);
}

function refuse(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { "Cache-Control": "no-store", ...headers },
  });
}
