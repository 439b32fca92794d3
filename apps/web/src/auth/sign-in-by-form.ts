import { NextRequest } from "next/server";

/** The part of Auth.js that is asked here. */
interface Handlers {
  GET: (request: NextRequest) => Promise<Response>;
  POST: (request: NextRequest) => Promise<Response>;
}

/**
 * Signs in from the page's form as a browser sends it without a script. Such a form cannot hold the
 * CSRF token, so it is fetched here. Instead, the browser's headers must say that the form comes
 * from this site, which was checked before (S10).
 */
export async function signInByForm(
  request: NextRequest,
  {
    body,
    publicUrl,
    handlers,
  }: { body: Uint8Array<ArrayBuffer>; publicUrl: URL; handlers: Handlers },
): Promise<Response> {
  const { headers } = request;
  if (headers.get("origin") === null && headers.get("sec-fetch-site") === null) {
    return new Response("This is for browsers. Fetch /api/auth/csrf and post its token.\n", {
      status: 403,
    });
  }
  const csrf = await handlers.GET(new NextRequest(new URL("/api/auth/csrf", publicUrl)));
  const { csrfToken }: { csrfToken: string } = await csrf.json();
  const cookies = csrf.headers.getSetCookie().map((line) => line.split(";", 1)[0]);
  const form = new URLSearchParams(new TextDecoder().decode(body));
  form.set("csrfToken", csrfToken);
  form.set("callbackUrl", "/");
  const sent = new Headers(headers);
  for (const name of ["content-length", "cookie"]) sent.delete(name);
  sent.set("cookie", cookies.join("; "));
  const url = new URL("/api/auth/callback/credentials", publicUrl);
  return handlers.POST(
    new NextRequest(url, { method: "POST", headers: sent, body: form.toString() }),
  );
}
