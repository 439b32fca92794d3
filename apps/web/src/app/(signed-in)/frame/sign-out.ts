/** Ends this session on the server and in the browser. Returns whether that worked. */
export async function signOut(): Promise<boolean> {
  try {
    const { csrfToken }: { csrfToken: string } = await (await fetch("/api/auth/csrf")).json();
    const answer = await fetch("/api/auth/signout", {
      method: "POST",
      headers: { "X-Auth-Return-Redirect": "1" },
      body: new URLSearchParams({ csrfToken, callbackUrl: "/login" }),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
