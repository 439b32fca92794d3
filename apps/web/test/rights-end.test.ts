import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type PfnProcess, startPfn } from "./start-pfn";
import { ADA, createVisitor, type Visitor } from "./visitor";

// What ends somebody's rights is felt by their next request, by every way in that the process has:
// page, Auth.js route, procedure, key (S2, S3, A7). There are no server actions.

let pfn: PfnProcess;
const made: { admin?: Visitor; people: number } = { people: 0 };
const admin = () => {
  if (made.admin === undefined) throw new Error("not ready");
  return made.admin;
};
beforeAll(async () => {
  pfn = await startPfn({ PFN_SIGNUP: "open" });
  made.admin = createVisitor(pfn.url);
  await made.admin.mutate("profile.signUp", ADA);
  await made.admin.signIn(ADA);
});
afterAll(() => pfn.remove());

interface Person {
  visitor: Visitor;
  credentials: typeof ADA;
  userId: string;
  key: string;
}

/** Somebody with a session and a key, both in use. */
async function createPerson(): Promise<Person> {
  made.people += 1;
  const credentials = { ...ADA, email: `person${made.people}@example.org` };
  const visitor = createVisitor(pfn.url);
  await visitor.mutate("profile.signUp", credentials);
  await visitor.signIn(credentials);
  const created = await visitor.mutate("integrationKeys.create", {
    label: "Agent",
    preset: "read-only",
  });
  const { key } = (await created.json()).result.data;
  const { user } = (await (await visitor.get("/api/trpc/profile.me")).json()).result.data;
  const person = { visitor, credentials, userId: user.id, key };
  expect(await look(person)).toEqual({
    page: 200,
    procedure: 200,
    route: credentials.email,
    key: 200,
  });
  return person;
}

/** What each way in says at this moment. */
async function look({ visitor, key }: Person) {
  const page = await visitor.get("/config/user");
  const procedure = await visitor.get("/api/trpc/profile.me");
  const session = await (await visitor.get("/api/auth/session")).json();
  const withKey = await fetch(`${pfn.url}/api/v1/me`, {
    headers: { authorization: `Bearer ${key}` },
  });
  return {
    page: page.headers.get("location") ?? page.status,
    procedure: procedure.status,
    route: session?.user.email ?? null,
    key: withKey.status,
  };
}
const SIGNED_OUT = { page: "/login", procedure: 401, route: null };

describe("S2, S3, A7: at the very next request", () => {
  it("a suspended person's session and key open nothing, and the password neither", async () => {
    const person = await createPerson();
    expect((await admin().mutate("admin.suspend", { userId: person.userId })).status).toBe(200);
    expect(await look(person)).toEqual({ ...SIGNED_OUT, key: 401 });
    expect((await person.visitor.signIn(person.credentials)).headers.get("location")).toContain(
      "error=",
    );
  });

  it("a demoted administrator's session opens nothing; the next one is a member's", async () => {
    const person = await createPerson();
    const users = () => person.visitor.get("/api/trpc/admin.users");
    await admin().mutate("admin.setRole", { userId: person.userId, role: "admin" });
    await person.visitor.signIn(person.credentials);
    expect((await users()).status).toBe(200);
    expect((await person.visitor.get("/admin")).status).toBe(200);
    await admin().mutate("admin.setRole", { userId: person.userId, role: "member" });
    expect((await users()).status).toBe(401);
    // A key has scopes and no role.
    expect(await look(person)).toEqual({ ...SIGNED_OUT, key: 200 });
    await person.visitor.signIn(person.credentials);
    expect((await users()).status).toBe(403);
    expect((await person.visitor.get("/admin")).status).toBe(404);
  });

  it("a changed password ends every other session, and the keys if asked to", async () => {
    const person = await createPerson();
    const elsewhere = createVisitor(pfn.url);
    await elsewhere.signIn(person.credentials);
    const changed = { current: ADA.password, next: "a green tandem for two", revokeKeys: true };
    expect((await elsewhere.mutate("profile.changePassword", changed)).status).toBe(200);
    expect(await look(person)).toEqual({ ...SIGNED_OUT, key: 401 });
    expect((await elsewhere.get("/api/trpc/profile.me")).status).toBe(200);
  });

  it("signing out everywhere ends every session, and no key", async () => {
    const person = await createPerson();
    const elsewhere = createVisitor(pfn.url);
    await elsewhere.signIn(person.credentials);
    expect((await elsewhere.mutate("profile.signOutEverywhere", {})).status).toBe(200);
    expect(await look(person)).toEqual({ ...SIGNED_OUT, key: 200 });
    expect((await elsewhere.get("/api/trpc/profile.me")).status).toBe(401);
  });

  it("S9: signing in gives a new session, and ends the one it takes the place of", async () => {
    const person = await createPerson();
    const before = person.visitor.cookies.get("pfn.session") ?? "";
    await person.visitor.signIn(person.credentials);
    expect(person.visitor.cookies.get("pfn.session")).not.toBe(before);
    const kept = createVisitor(pfn.url);
    kept.cookies.set("pfn.session", before);
    expect((await kept.get("/api/trpc/profile.me")).status).toBe(401);
  });
});

describe("S8: over HTTP, with the product's own limits", () => {
  it("too many wrong passwords get 429 with the seconds to wait, for every address", async () => {
    const strict = await startPfn({ PFN_LIMIT_PASSWORD_TRIES: "2" });
    try {
      await createVisitor(strict.url).mutate("profile.signUp", ADA);
      const outcomes: unknown[] = [];
      for (const email of [ADA.email, "nobody@example.org"]) {
        const visitor = createVisitor(strict.url);
        const answers: [number, string | null][] = [];
        for (let index = 0; index < 4; index += 1) {
          const answer = await visitor.signIn({ email, password: "wrong" });
          answers.push([answer.status, answer.headers.get("location")]);
        }
        const throttled = await visitor.signIn({ email, password: "wrong" });
        outcomes.push([answers.slice(0, 3), throttled.headers.get("content-type")]);
        expect(answers.at(-1)).toEqual([429, null]);
        expect(Number(throttled.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      }
      expect(outcomes[0]).toEqual(outcomes[1]);
    } finally {
      await strict.remove();
    }
  });
});
