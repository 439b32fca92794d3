/** How a try to sign in ended. */
export type SignInResult = "signed-in" | "refused" | "throttled" | "postponed" | "unreachable";

/**
 * Signs in through Auth.js, as any client does: fetch the CSRF token, then post it with the
 * credentials.
 */
export async function signIn(credentials: {
  email: string;
  password: string;
}): Promise<SignInResult> {
  try {
    const { csrfToken }: { csrfToken: string } = await (await fetch("/api/auth/csrf")).json();
    const answer = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      // Asks for the place to go as data, because a fetch cannot see where a redirect leads.
      headers: { "X-Auth-Return-Redirect": "1" },
      body: new URLSearchParams({ ...credentials, csrfToken, callbackUrl: "/" }),
    });
    if (!answer.ok) return answer.status === 429 ? "throttled" : "postponed";
    const { url }: { url: string } = await answer.json();
    return new URL(url, window.location.href).searchParams.has("error") ? "refused" : "signed-in";
  } catch {
    return "unreachable";
  }
}
