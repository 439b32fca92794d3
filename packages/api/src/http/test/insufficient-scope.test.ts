import { SCOPES, type Scope } from "@pfn/keys";
import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestUser } from "../../test/factories";
import { batchOf, get, post, problemOf, problemsOf } from "../../test/requests";
import { useServer } from "../../test/server";

const t = useRuntime();
const server = useServer(t);

const made: { user?: TestUser } = {};
beforeAll(async () => {
  made.user = await createUser(t.runtime);
});

async function authorizationFor(scopes: readonly Scope[]): Promise<string> {
  if (made.user === undefined) throw new Error("not ready");
  return (await createKey(t.runtime, made.user, { scopes })).authorization;
}
const allBut = (...missing: readonly Scope[]) => SCOPES.filter((scope) => !missing.includes(scope));

it(
  "A5: a key without the scope is refused with 403, and told which scope to ask for, in the " +
    "challenge and in the problem",
  async () => {
    const answer = await get(server.url, "accounts.list", {
      authorization: await authorizationFor(allBut("accounts:read")),
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("www-authenticate")).toBe(
      'Bearer realm="pfn", error="insufficient_scope", scope="accounts:read"',
    );
    expect(problemOf(answer)).toMatchObject({
      code: "FORBIDDEN",
      hint: "Ask the ledger's owner for a key with the scope accounts:read.",
      retryable: false,
    });
  },
);

it("the scope is judged before the input: it shows a key without scope nothing", async () => {
  const authorization = await authorizationFor(["reports:read"]);
  const answer = await post(server.url, "accounts.create", {
    authorization,
    body: { nonsense: true },
  });
  expect(answer.status).toBe(403);
  expect(answer.text).not.toContain("nonsense");
});

it("a refused write leaves nothing behind", async () => {
  const authorization = await authorizationFor(allBut("accounts:write"));
  const count = async () => [
    await t.runtime.db.account.count(),
    await t.runtime.db.operation.count(),
  ];
  const before = await count();
  const body = { name: "Mine", type: "cash", currency: "EUR" };
  expect((await post(server.url, "accounts.create", { authorization, body })).status).toBe(403);
  expect(await count()).toEqual(before);
});

it(
  "a batch refused for several scopes names all of them in its challenge, and each in its own " +
    "problem",
  async () => {
    const authorization = await authorizationFor(["reports:read"]);
    const answer = await get(server.url, "transactions.list,accounts.list,accounts.list?batch=1", {
      authorization,
      input: batchOf([{}, {}, {}]),
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("www-authenticate")).toBe(
      'Bearer realm="pfn", error="insufficient_scope", scope="accounts:read transactions:read"',
    );
    expect(problemsOf(answer).map((problem) => problem?.detail)).toEqual([
      "This key lacks: transactions:read.",
      "This key lacks: accounts:read.",
      "This key lacks: accounts:read.",
    ]);
  },
);

it("transactions:write includes creating and categorizing; no other includes any", async () => {
  const body = { transactions: [] };
  const tried = async (scopes: readonly Scope[]) =>
    (
      await post(server.url, "transactions.create", {
        authorization: await authorizationFor(scopes),
        body,
      })
    ).status;
  // 400: past the scope, refused for its empty list.
  expect(await tried(["transactions:write"])).toBe(400);
  expect(await tried(["transactions:create"])).toBe(400);
  expect(await tried(allBut("transactions:create", "transactions:write"))).toBe(403);
});

it("L4: a refusal for lack of scope is counted on the key, for its owner to see", async () => {
  if (made.user === undefined) throw new Error("not ready");
  const { id, authorization } = await createKey(t.runtime, made.user, { scopes: ["reports:read"] });
  await get(server.url, "accounts.list", { authorization });
  await get(server.url, "accounts.list,accounts.list?batch=1", { authorization });
  await t.runtime.keyUse.flush({ all: true });
  const days = await t.runtime.db.integrationKeyDay.findMany({ where: { keyId: id } });
  expect(days).toMatchObject([{ refusals: 3 }]);
});
