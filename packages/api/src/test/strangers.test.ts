import { beforeAll, expect, it } from "vitest";
import { newId } from "../common/ids";
import { useRuntime } from "./database";
import { createKey, createUser, type TestKey, type TestUser } from "./factories";
import { type Answer, get, post } from "./requests";
import { useServer } from "./server";

// Somebody else's id is answered like an id that nobody has, to the byte, and nothing happens to
// what it names (A2).

const t = useRuntime();
const server = useServer(t);

const made: { stranger?: TestUser; owner?: TestUser; key?: TestKey } = {};
beforeAll(async () => {
  made.stranger = await createUser(t.runtime);
  made.owner = await createUser(t.runtime);
  made.key = await createKey(t.runtime, made.owner, { scopes: ["reports:read"] });
});

interface Verb {
  path: string;
  type: "query" | "mutation";
  input: (id: string) => object;
  /** The id of the owner's thing that the stranger names. */
  named: () => string | undefined;
}
const keyId = () => made.key?.id;
const sessionId = () => made.owner?.sessionId;
const VERBS: Verb[] = [
  { path: "integrationKeys.get", type: "query", input: (id) => ({ id }), named: keyId },
  {
    path: "integrationKeys.update",
    type: "mutation",
    input: (id) => ({ id, label: "Mine now" }),
    named: keyId,
  },
  {
    path: "integrationKeys.update",
    type: "mutation",
    input: (id) => ({ id, scopes: ["accounts:write"] }),
    named: keyId,
  },
  { path: "integrationKeys.rotate", type: "mutation", input: (id) => ({ id }), named: keyId },
  {
    path: "integrationKeys.rotate",
    type: "mutation",
    input: (id) => ({ id, graceInDays: 7, expiresInDays: 1 }),
    named: keyId,
  },
  { path: "integrationKeys.revoke", type: "mutation", input: (id) => ({ id }), named: keyId },
  { path: "profile.endSession", type: "mutation", input: (id) => ({ id }), named: sessionId },
];

const ask = ({ path, type }: Verb, input: object): Promise<Answer> => {
  const cookie = made.stranger?.cookie ?? "";
  return type === "query"
    ? get(server.url, path, { cookie, input })
    : post(server.url, path, { cookie, body: input });
};
const bytesOf = ({ status, headers, text }: Answer) => {
  const id = headers.get("x-request-id") ?? "";
  const kept = [...headers].filter(([name]) => name !== "date");
  return JSON.stringify({ status, kept, text }).replaceAll(id, "<request id>");
};

/** Everything of the owner's that a stranger could have touched. */
async function ownersThings() {
  const { userId = "" } = made.owner ?? {};
  const { db } = t.runtime;
  return {
    keys: await db.integrationKey.findMany({ where: { userId } }),
    sessions: await db.loginSession.findMany({ where: { userId } }),
    events: await db.auditEvent.findMany({ where: { userId } }),
  };
}

it.each(VERBS.map((verb) => [`${verb.path} ${JSON.stringify(verb.input("…"))}`, verb] as const))(
  "A2: %s",
  async (_, verb) => {
    const before = await ownersThings();
    const strangersEvents = await t.runtime.db.auditEvent.count();
    const foreign = await ask(verb, verb.input(verb.named() ?? ""));
    const missing = await ask(verb, verb.input(newId()));
    expect(foreign.status).toBe(404);
    expect(bytesOf(foreign)).toBe(bytesOf(missing));
    expect(await ownersThings()).toEqual(before);
    expect(await t.runtime.db.auditEvent.count()).toBe(strangersEvents);
  },
);

it("A2: lists and sweeping calls know only the caller's own", async () => {
  const cookie = made.stranger?.cookie ?? "";
  const keys = await get(server.url, "integrationKeys.list", { cookie });
  expect(JSON.parse(keys.text).result.data.items).toEqual([]);
  const sessions = await get(server.url, "profile.sessions", { cookie });
  expect(JSON.parse(sessions.text).result.data.items).toMatchObject([
    { id: made.stranger?.sessionId },
  ]);
  const before = await ownersThings();
  const revoked = await post(server.url, "integrationKeys.revokeAll", { cookie });
  expect(JSON.parse(revoked.text).result.data).toEqual({ revoked: 0 });
  expect(await ownersThings()).toEqual(before);
});

it("A2: every procedure that takes the id of a key or a login is in this table", async () => {
  const { PROCEDURES } = await import("../http/procedure-table");
  const taking = [...PROCEDURES]
    .filter(([path]) => /^(integrationKeys|profile)\./.test(path))
    .filter(([, { inputs }]) => JSON.stringify(inputs).includes('"id"'));
  expect(new Set(VERBS.map(({ path }) => path))).toEqual(new Set(taking.map(([path]) => path)));
});
