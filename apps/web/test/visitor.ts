import { setTimeout as sleep } from "node:timers/promises";
import { rememberSecret } from "@pfn/keys/testing/secrets";

/**
 * A scripted client with a cookie jar, as an agent's author would write it: no browser, redirects
 * are not followed.
 */
export interface Visitor {
  cookies: Map<string, string>;
  get: (path: string) => Promise<Response>;
  post: (
    path: string,
    form: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<Response>;
  /**
   * Calls a mutation through the tRPC endpoint. A server that is too busy says when to ask again,
   * and is asked again then.
   */
  mutate: (procedure: string, input: unknown) => Promise<Response>;
  /** Fetches the CSRF token and posts it with the credentials. */
  signIn: (
    credentials: { email: string; password: string },
    more?: Record<string, string>,
  ) => Promise<Response>;
  signOut: () => Promise<Response>;
}

export const ADA = {
  name: "Ada Lovelace",
  email: "ada@example.org",
  password: "a violet bicycle for Ada",
};

export function createVisitor(base: string): Visitor {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0)
      headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const answer = await fetch(base + path, { ...init, headers, redirect: "manual" });
    for (const line of answer.headers.getSetCookie()) keep(cookies, line);
    return answer;
  };
  const post: Visitor["post"] = (path, form, headers = {}) =>
    send(path, { method: "POST", body: new URLSearchParams(form), headers });
  const csrfToken = async (): Promise<string> => {
    const { csrfToken: token } = await (await send("/api/auth/csrf")).json();
    rememberSecret(token);
    return token;
  };
  return {
    cookies,
    post,
    get: (path) => send(path),
    mutate: async (procedure, input) => {
      while (true) {
        const answer = await send(`/api/trpc/${procedure}`, {
          method: "POST",
          body: JSON.stringify(input),
          headers: { "Content-Type": "application/json", Origin: new URL(base).origin },
        });
        const seconds = answer.headers.get("retry-after");
        if (answer.status !== 503 || seconds === null) return answer;
        await sleep(Number(seconds) * 1_000);
      }
    },
    signIn: async (credentials, more = {}) => {
      rememberSecret(credentials.password);
      return post("/api/auth/callback/credentials", {
        ...credentials,
        csrfToken: await csrfToken(),
        ...more,
      });
    },
    signOut: async () => post("/api/auth/signout", { csrfToken: await csrfToken() }),
  };
}

function keep(cookies: Map<string, string>, setCookie: string): void {
  const [pair = ""] = setCookie.split(";");
  const [name = "", value = ""] = pair.split(/=(.*)/s);
  if (value === "") cookies.delete(name);
  else cookies.set(name, value);
  // Auth.js names them so: the session's own, and the one that guards its forms.
  if (/session-token|csrf-token/.test(name)) rememberSecret(value);
}
