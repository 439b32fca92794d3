import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestUser } from "../../test/factories";
import { get, post, problemOf, send } from "../../test/requests";
import { useServer } from "../../test/server";
import { PROCEDURES } from "../procedure-table";

const t = useRuntime();
const server = useServer(t);

const made: { user?: TestUser } = {};
beforeAll(async () => {
  made.user = await createUser(t.runtime);
});
const cookie = () => made.user?.cookie ?? "";
const FOREIGN = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
const account = { name: "Forged", type: "cash", currency: "EUR" };
const count = () => t.runtime.db.account.count({ where: { name: account.name } });

it("S10: a session's POST from another site is a 403 without effect", async () => {
  for (const headers of [
    FOREIGN,
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "same-site" },
  ]) {
    const answer = await post(server.url, "accounts.create", {
      cookie: cookie(),
      headers,
      body: account,
    });
    expect(answer.status).toBe(403);
    expect(problemOf(answer)).toMatchObject({
      code: "FORBIDDEN",
      hint: "Use pfn from its own address, http://localhost:3000.",
    });
  }
  expect(await count()).toBe(0);
});

it("S10: nobody can be signed up from another site either", async () => {
  const body = {
    name: "Forged",
    email: "forged@example.org",
    password: "correct horse battery staple",
  };
  expect((await post(server.url, "profile.signUp", { headers: FOREIGN, body })).status).toBe(403);
  expect(await t.runtime.db.user.count({ where: { email: body.email } })).toBe(0);
});

it("S10: the same POST from our own site goes through", async () => {
  const headers = { origin: t.runtime.publicUrl.origin, "sec-fetch-site": "same-origin" };
  expect(
    (await post(server.url, "accounts.create", { cookie: cookie(), headers, body: account }))
      .status,
  ).toBe(200);
  expect(await count()).toBe(1);
});

it("a key is no cookie: it may be sent from anywhere, as only its holder can send it", async () => {
  if (made.user === undefined) throw new Error("not ready");
  const { authorization } = await createKey(t.runtime, made.user);
  const body = { ...account, name: "From an extension" };
  expect(
    (await post(server.url, "accounts.create", { authorization, headers: FOREIGN, body })).status,
  ).toBe(200);
});

it("a bad key does not lift the protection of the session beside it", async () => {
  const answer = await post(server.url, "accounts.create", {
    authorization: "Bearer nonsense",
    cookie: cookie(),
    headers: FOREIGN,
    body: account,
  });
  expect(answer.status).toBe(401);
});

it("T10: no reply allows another site to read it", async () => {
  for (const answer of [
    await get(server.url, "profile.me", { cookie: cookie(), headers: FOREIGN }),
    await get(server.url, "me.get", { headers: FOREIGN }),
    // What a browser asks before it sends a key from another site: no, because nobody answers.
    ...(await Promise.all(
      ["trpc/me.get", "v1/me", "keys/burn"].map((path) =>
        send(`${server.url}/api/${path}`, {
          method: "OPTIONS",
          headers: {
            ...FOREIGN,
            "access-control-request-headers": "authorization",
            "access-control-request-method": "POST",
          },
        }),
      ),
    )),
  ]) {
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual(
      [],
    );
  }
});

it(
  "S10: GET never changes state: every procedure that is not a query is refused there, " +
    "whoever asks",
  async () => {
    if (made.user === undefined) throw new Error("not ready");
    const admin = await createUser(t.runtime, { role: "admin" });
    const { authorization } = await createKey(t.runtime, made.user);
    const mutations = [...PROCEDURES]
      .filter(([, { type }]) => type !== "query")
      .map(([path]) => path);
    expect(mutations.length).toBeGreaterThan(10);
    t.statements.length = 0;
    for (const path of mutations) {
      for (const sender of [{ cookie: admin.cookie }, { authorization }, {}]) {
        expect(
          (await get(server.url, path, { ...sender, input: { ...account } })).status,
          path,
        ).toBe(405);
      }
    }
    expect(t.statements.filter((sql) => /^\s*(insert|update|delete|begin)/i.test(sql))).toEqual([]);
  },
);

it("every procedure is a query or a mutation, and those that write are mutations", () => {
  for (const [path, { type, meta }] of PROCEDURES) {
    expect(["query", "mutation"], path).toContain(type);
    if (meta?.writes) expect(type, path).toBe("mutation");
  }
});
