import { createLogger, PFN_SERVER_SLOT, type PfnServer } from "@pfn/api";
import { NextRequest } from "next/server";
import { encode } from "next-auth/jwt";
import { beforeEach, describe, expect, it } from "vitest";
import { provideWebSettings } from "#server/slots.ts";
import { handleAuthRequest } from "./handle-auth-request";

const publicUrl = new URL("https://money.example.org");
const authSecret = "Zk3vQ8rT1xYpL6wN0sBdE4uHcJ7mGaFi";
const SESSION = "__Host-pfn.session";
let logged = "";

beforeEach(() => {
  logged = "";
  const log = createLogger({ level: "trace", destination: { write: (line) => (logged += line) } });
  provideWebSettings({ authSecret, publicUrl, signup: "first", log, guide: [] });
});

/** A server in a state that the real one is seldom in. */
function withServer(server: Partial<PfnServer>): void {
  Reflect.set(globalThis, PFN_SERVER_SLOT, server);
}

function send(
  path: string,
  init: { form?: Record<string, string>; cookie?: string; more?: Record<string, string> } = {},
): Promise<Response> {
  const headers = {
    ...(init.cookie && { cookie: init.cookie }),
    "user-agent": "test",
    "x-forwarded-for": "192.0.2.7",
    ...init.more,
  };
  const body = init.form && new URLSearchParams(init.form);
  // The address that a proxy inside the house would use; the answers must not repeat it.
  return handleAuthRequest(
    new NextRequest(`http://10.0.0.5:3000${path}`, {
      headers,
      ...(body && { method: "POST", body }),
    }),
  );
}

async function post(
  path: string,
  form: Record<string, string>,
  { cookie = "", more = {} }: { cookie?: string; more?: Record<string, string> } = {},
): Promise<Response> {
  const csrf = await send("/api/auth/csrf");
  const { csrfToken } = await csrf.json();
  const [csrfCookie] = csrf.headers.getSetCookie().map((line) => line.split(";")[0]);
  return send(path, { form: { ...form, csrfToken }, cookie: `${csrfCookie}; ${cookie}`, more });
}

describe("handleAuthRequest", () => {
  it("S9: behind TLS every cookie is Secure and bound to this host", async () => {
    withServer({
      logIn: async () => ({
        sessionId: "row",
        userId: "person",
        email: "ada@example.org",
        name: "Ada",
      }),
    });
    const answer = await post("/api/auth/callback/credentials", {});
    const cookies = [
      ...(await send("/api/auth/csrf")).headers.getSetCookie(),
      ...answer.headers.getSetCookie(),
    ];
    expect(cookies.map((line) => line.split("=")[0])).toContain(SESSION);
    for (const cookie of cookies)
      expect(cookie).toMatch(/^__Host-pfn\.\w+=.*; Path=\/;.*HttpOnly; Secure; SameSite=Lax$/);
    expect(answer.headers.get("location")).toBe("/");
  });

  it("hands the server what was sent, with the caller's judged address", async () => {
    let seen: unknown;
    withServer({
      logIn: async (input) => {
        seen = input;
        return null;
      },
    });
    await post("/api/auth/callback/credentials", {
      email: "ada@example.org",
      password: " with spaces ",
    });
    expect(seen).toEqual({
      email: "ada@example.org",
      password: " with spaces ",
      ip: "192.0.2.7",
      userAgent: "test",
    });
    expect(logged).toBe("");
  });

  it("S6: a password that could not be checked is answered with 503, not refused", async () => {
    withServer({ logIn: () => Promise.reject(new Error("64 wait already")) });
    const answer = await post("/api/auth/callback/credentials", {
      email: "ada@example.org",
      password: "hunter2hunter2",
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(logged).toContain("64 wait already");
    expect(logged).not.toContain("hunter2");
  });

  it("S8: too many tries get a 429 and the seconds to wait, for every account alike", async () => {
    const refusal = Object.assign(new Error("Too many tries."), {
      name: "DomainError",
      code: "TOO_MANY_REQUESTS",
      details: { retryAfterSeconds: 64 },
    });
    withServer({ logIn: () => Promise.reject(refusal) });
    const answer = await post("/api/auth/callback/credentials", {
      email: "ada@example.org",
      password: "x",
    });
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe("64");
    expect(await answer.text()).toBe("Too many tries. Try again in 64 seconds.\n");
    expect(logged).toBe("");
  });

  it("S2: when the session cannot be ended, signing out does not claim success", async () => {
    withServer({ endSession: () => Promise.reject(new Error("no database")) });
    const token = { sub: "person", sid: "row" };
    const cookie = `${SESSION}=${await encode({ token, secret: authSecret, salt: SESSION })}`;
    const answer = await post("/api/auth/signout", {}, { cookie });
    expect(answer.status).toBe(503);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it("O2: a program that asks where to go gets the public address, not the request's", async () => {
    withServer({ logIn: async () => null });
    const answer = await post(
      "/api/auth/callback/credentials",
      {},
      { more: { "x-auth-return-redirect": "1" } },
    );
    expect(await answer.json()).toEqual({
      url: "https://money.example.org/login?error=CredentialsSignin&code=credentials",
    });
  });
});
