import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PfnProcess, startPfn } from "./start-pfn";
import { ADA, createVisitor, type Visitor } from "./visitor";

let pfn: PfnProcess;

beforeAll(async () => {
  pfn = await startPfn();
  expect((await createVisitor(pfn.url).mutate("profile.signUp", ADA)).status).toBe(200);
});
afterAll(() => pfn.remove());

async function signedIn(): Promise<Visitor> {
  const visitor = createVisitor(pfn.url);
  await visitor.signIn(ADA);
  expect(visitor.cookies.has("pfn.session")).toBe(true);
  return visitor;
}

describe("signing in", () => {
  it("a script signs in with CSRF token and form, and pages and procedures know it", async () => {
    const visitor = createVisitor(pfn.url);
    const answer = await visitor.signIn(ADA);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe("/");
    expect((await visitor.get("/")).status).toBe(200);
    expect(await (await visitor.get("/api/auth/session")).json()).toEqual({
      user: { id: expect.any(String), name: ADA.name, email: ADA.email },
    });
    expect((await visitor.get("/api/trpc/profile.me?input=%7B%7D")).status).toBe(200);
  });

  it("S9: the cookie is HttpOnly, SameSite=Lax, valid for 30 days and opaque", async () => {
    const answer = await createVisitor(pfn.url).signIn(ADA);
    const cookie =
      answer.headers.getSetCookie().find((line) => line.startsWith("pfn.session=")) ?? "";
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Path=\/(;|$)/i);
    expect(cookie).not.toMatch(/; Domain=/i);
    const expires = Date.parse(/Expires=([^;]+)/i.exec(cookie)?.[1] ?? "");
    expect(Math.round((expires - Date.now()) / 86_400_000)).toBe(30);
    expect(cookie).not.toContain("ada");
  });

  it("S5: an unknown address and a wrong password get the same answer", async () => {
    const answers = await Promise.all(
      [
        { ...ADA, password: "a crimson bicycle for Ada" },
        { ...ADA, email: "nobody@example.org" },
        { email: "", password: "" },
        { email: "no address", password: "x" },
      ].map((credentials) => createVisitor(pfn.url).signIn(credentials)),
    );
    for (const answer of answers) {
      expect(answer.status).toBe(302);
      expect(answer.headers.get("location")).toBe(
        "/login?error=CredentialsSignin&code=credentials",
      );
      expect(answer.headers.getSetCookie().join()).not.toContain("pfn.session");
      expect(await answer.text()).toBe("");
    }
    expect(pfn.output.stderr).toBe("");
  });

  it("S10: without the CSRF token nobody is signed in", async () => {
    const visitor = createVisitor(pfn.url);
    await visitor.post("/api/auth/callback/credentials", ADA);
    await visitor.post("/api/auth/callback/credentials", { ...ADA, csrfToken: "f".repeat(64) });
    expect(visitor.cookies.has("pfn.session")).toBe(false);
  });

  it("S10: a page of another site cannot sign anybody in or out", async () => {
    const visitor = await signedIn();
    for (const headers of [
      { Origin: "https://elsewhere.example" },
      { "Sec-Fetch-Site": "cross-site" },
      { Origin: "null" },
    ] as const) {
      expect(
        (await visitor.post("/api/auth/callback/credentials", ADA, { ...headers })).status,
      ).toBe(403);
      expect((await visitor.post("/api/auth/signout", {}, { ...headers })).status).toBe(403);
    }
    expect((await visitor.get("/")).status).toBe(200);
  });

  it("S11: leads to a path of this site only", async () => {
    const leadsTo = async (callbackUrl: string) =>
      (await createVisitor(pfn.url).signIn(ADA, { callbackUrl })).headers.get("location");
    expect(await leadsTo("/config/user")).toBe("/config/user");
    expect(await leadsTo(`${pfn.url}/config/user`)).toBe("/config/user");
    for (const elsewhere of [
      "https://elsewhere.example/",
      "//elsewhere.example",
      "/\\elsewhere.example",
      "javascript:alert(1)",
    ]) {
      expect(await leadsTo(elsewhere)).toBe("/");
    }
  });

  it("O2: works under another name of this server and repeats no Host header", async () => {
    const visitor = createVisitor(`http://127.0.0.1:${pfn.port}`);
    expect((await visitor.signIn(ADA)).headers.get("location")).toBe("/");
    expect((await visitor.get("/")).status).toBe(200);
    const refused = await visitor.post(
      "/api/auth/callback/credentials",
      {},
      { "X-Forwarded-Host": "elsewhere.example" },
    );
    expect(refused.headers.get("location")).toMatch(/^\/login\?error=/);
  });

  it("S9: signing in again ends the sign-in that it replaces", async () => {
    const visitor = await signedIn();
    const before = visitor.cookies.get("pfn.session") ?? "";
    await visitor.signIn(ADA);
    const former = createVisitor(pfn.url);
    former.cookies.set("pfn.session", before);
    expect((await former.get("/")).headers.get("location")).toBe("/login");
    expect((await visitor.get("/")).status).toBe(200);
  });
});

describe("signing out", () => {
  it("S2: ends the sign-in itself, so a kept cookie opens nothing", async () => {
    const visitor = await signedIn();
    const thief = createVisitor(pfn.url);
    thief.cookies.set("pfn.session", visitor.cookies.get("pfn.session") ?? "");
    expect((await thief.get("/")).status).toBe(200);
    const answer = await visitor.signOut();
    expect(answer.headers.get("clear-site-data")).toBe('"cache"');
    expect(visitor.cookies.has("pfn.session")).toBe(false);
    expect((await thief.get("/")).headers.get("location")).toBe("/login");
    expect((await thief.get("/api/trpc/profile.me?input=%7B%7D")).status).toBe(401);
    expect(await (await thief.get("/api/auth/session")).json()).toBeNull();
  });

  it("S10: a GET never signs anybody out", async () => {
    const visitor = await signedIn();
    const answer = await visitor.get("/api/auth/signout");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("POST");
    expect((await visitor.get("/")).status).toBe(200);
  });
});

describe("/api/auth", () => {
  it("S1: answers a broken session cookie like none", async () => {
    for (const value of ["%%", "a.b.c.d.e", "x".repeat(5_000)]) {
      const visitor = createVisitor(pfn.url);
      visitor.cookies.set("pfn.session", value);
      expect((await visitor.get("/")).headers.get("location")).toBe("/login");
      expect(await (await visitor.get("/api/auth/session")).json()).toBeNull();
    }
  });

  it("T6, T7: takes forms and JSON of at most 16 KiB, and nothing else", async () => {
    const send = (init: RequestInit) =>
      fetch(`${pfn.url}/api/auth/callback/credentials`, {
        method: "POST",
        redirect: "manual",
        ...init,
      });
    expect(
      (await send({ body: "email=x", headers: { "Content-Type": "text/plain" } })).status,
    ).toBe(415);
    expect((await send({ body: new FormData() })).status).toBe(415);
    expect(
      (await send({ body: "{", headers: { "Content-Type": "application/json" } })).status,
    ).toBe(400);
    expect((await send({ body: new URLSearchParams({ email: "x".repeat(20_000) }) })).status).toBe(
      413,
    );
  });

  it("offers only what pfn uses", async () => {
    const visitor = await signedIn();
    for (const path of [
      "verify-request",
      "webauthn-options",
      "callback/github",
      "signin/credentials",
      "x",
    ]) {
      expect((await visitor.get(`/api/auth/${path}`)).status, path).toBe(404);
    }
    expect((await visitor.get("/api/auth/callback/credentials")).status).toBe(405);
  });
});
