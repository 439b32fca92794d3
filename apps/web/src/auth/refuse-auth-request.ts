import type { NextRequest } from "next/server";

/** All of `/api/auth/*` that exists, with the methods it takes. Only POST changes anything (S10). */
const ENDPOINTS: Readonly<Record<string, readonly string[]>> = {
  csrf: ["GET"],
  session: ["GET"],
  providers: ["GET"],
  signin: ["GET"],
  error: ["GET"],
  signout: ["POST"],
  "callback/credentials": ["POST"],
};

const BODY_TYPES = ["application/x-www-form-urlencoded", "application/json"];

/** Refuses a request that must not reach Auth.js: unknown path, wrong method, another site's page, a body it does not take (S10, T6). */
export function refuseAuthRequest(request: NextRequest, publicUrl: URL): Response | null {
  const methods = ENDPOINTS[request.nextUrl.pathname.replace(/^\/api\/auth\//, "")];
  if (methods === undefined) return refuse(404, "There is nothing here.");
  if (!methods.includes(request.method))
    return refuse(405, `Use ${methods.join(" or ")}.`, { Allow: methods.join(", ") });
  if (request.method !== "POST") return null;
  if (!isSameOrigin(request, publicUrl)) return refuse(403, "Requests from other sites are not accepted.");
  const [type = ""] = (request.headers.get("content-type") ?? "").split(";");
  if (BODY_TYPES.includes(type.trim().toLowerCase())) return null;
  return refuse(415, `Send the body as ${BODY_TYPES.join(" or ")}.`);
}

/** Browsers always say where a POST comes from; programs need not. */
function isSameOrigin({ headers }: NextRequest, publicUrl: URL): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") return false;
  const origin = headers.get("origin");
  if (origin === null || origin === publicUrl.origin) return true;
  // People may reach the server under another of its names, such as 127.0.0.1; a page of that name is no other site.
  return URL.canParse(origin) && new URL(origin).host === headers.get("host");
}

function refuse(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, { status, headers: { "Cache-Control": "no-store", ...headers } });
}
