import crypto, { createHash } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { generateKey } from "@pfn/keys";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey, type TestUser } from "../../test/factories";
import { type Answer, get } from "../../test/requests";
import { useServer } from "../../test/server";

// Counted through the driver: what verifying a key costs the database (K1, K4, K7).

const t = useRuntime();
const server = useServer(t);

const made: { user?: TestUser; keys: TestKey[] } = { keys: [] };
beforeAll(async () => {
  made.user = await createUser(t.runtime);
  for (let index = 0; index < 5; index++)
    made.keys.push(await createKey(t.runtime, made.user, { label: `Key ${index}` }));
});
beforeEach(() => {
  t.statements.length = 0;
});

const authorization = (index = 0) => made.keys[index]?.authorization ?? "";
const labelOf = ({ text }: Answer): string => JSON.parse(text).result.data.key.label;

it("one verified request is one statement, a read", async () => {
  for (let round = 0; round < 5; round++) {
    t.statements.length = 0;
    expect((await get(server.url, "me.get", { authorization: authorization() })).status).toBe(200);
    expect(t.statements).toHaveLength(1);
    expect(t.statements[0]).toMatch(
      /^\s*select .* from integration_keys .* where k\.hash = any\(\$1::bytea\[\]\)$/is,
    );
  }
});

it("a batch is verified once", async () => {
  const answer = await get(server.url, "me.get,me.get,me.get,me.get?batch=1", {
    authorization: authorization(),
  });
  expect(answer.status).toBe(200);
  expect(t.statements).toHaveLength(1);
});

it(
  "200 simultaneous requests of five keys cost far fewer statements than requests, and each " +
    "gets its own key's answer",
  async () => {
    const askAll = () =>
      Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          get(server.url, "me.get", { authorization: authorization(index % 5) }),
        ),
      );
    // Connections are accepted one by one; only over open ones do requests arrive together.
    await askAll();
    t.statements.length = 0;
    const answers = await askAll();
    expect(answers.map(labelOf)).toEqual(
      Array.from({ length: 200 }, (_, index) => `Key ${index % 5}`),
    );
    expect(t.statements.length).toBeGreaterThanOrEqual(1);
    expect(t.statements.length).toBeLessThan(50);
  },
);

it("in a crowd of good, revoked and unknown keys everybody gets their own answer", async () => {
  if (made.user === undefined) throw new Error("not ready");
  const revoked = await createKey(t.runtime, made.user, { revokedAt: new Date() });
  const unknown = generateKey("live").key;
  const callers = [
    authorization(1),
    revoked.authorization,
    `Bearer ${unknown}`,
    "Bearer garbage",
    authorization(2),
  ];
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, index) =>
      get(server.url, "me.get", { authorization: callers[index % 5] ?? "" }),
    ),
  );
  const expected = [200, 401, 401, 401, 200];
  expect(answers.map(({ status }) => status)).toEqual(
    Array.from({ length: 100 }, (_, index) => expected[index % 5]),
  );
});

it(
  "K5: a key is looked up by the 32 bytes of its sha256; its text " + "reaches no statement",
  async () => {
    const lookup = vi.spyOn(t.runtime.database, "findKey");
    await get(server.url, "me.get", { authorization: authorization() });
    const digest = createHash("sha256")
      .update(made.keys[0]?.key ?? "")
      .digest();
    expect(lookup.mock.calls.map(([hash]) => Buffer.from(hash).equals(digest))).toEqual([true]);
  },
);

it("K1, T8: garbage costs no hash and no statement at all, however much of it comes", async () => {
  const { key } = made.keys[0] ?? { key: "" };
  const garbage = [
    key.slice(1),
    `${key}x`,
    key.toUpperCase(),
    key.replace("live", "test"),
    "x".repeat(128),
    `pfn_live_${"x".repeat(15_000)}`,
    "pfn_live_",
    "",
  ];
  const ask = (text = "") => get(server.url, "me.get", { authorization: `Bearer ${text}` });
  const hashes = await countHashes(async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => ask(garbage[index % garbage.length])),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  });
  expect(t.statements).toEqual([]);
  expect(hashes).toBe(0);
  const unknown = generateKey("live").key;
  expect(await countHashes(() => ask(unknown))).toBe(1);
});

/** How often anything was hashed meanwhile. */
async function countHashes(work: () => Promise<unknown>): Promise<number> {
  const hash = vi.spyOn(crypto, "createHash");
  syncBuiltinESMExports();
  await work();
  const { length } = hash.mock.calls;
  hash.mockRestore();
  syncBuiltinESMExports();
  return length;
}

it(
  "K7: nothing is written on the request's path; 500 uses of a key are " + "one write, later",
  async () => {
    if (made.user === undefined) throw new Error("not ready");
    const { id, authorization } = await createKey(t.runtime, made.user);
    await t.runtime.keyUse.flush({ all: true });
    t.statements.length = 0;
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        Array.from({ length: 50 }, () => get(server.url, "me.get", { authorization })),
      );
    }
    expect(t.statements.filter((sql) => !/^\s*select/i.test(sql))).toEqual([]);
    t.statements.length = 0;
    await t.runtime.keyUse.flush({ all: true });
    expect(t.statements).toHaveLength(1);
    expect(await t.runtime.db.integrationKeyDay.findFirst({ where: { keyId: id } })).toMatchObject({
      uses: 500,
    });
  },
);

it("K7: a refused request writes nothing on its path either", async () => {
  if (made.user === undefined) throw new Error("not ready");
  const narrow = await createKey(t.runtime, made.user, { scopes: ["reports:read"] });
  const revoked = await createKey(t.runtime, made.user, { revokedAt: new Date() });
  t.statements.length = 0;
  expect(
    (await get(server.url, "accounts.list", { authorization: narrow.authorization })).status,
  ).toBe(403);
  expect(
    (await get(server.url, "accounts.list", { authorization: revoked.authorization })).status,
  ).toBe(401);
  expect(
    (await get(server.url, "integrationKeys.list", { authorization: authorization() })).status,
  ).toBe(401);
  expect(t.statements).toHaveLength(3);
  expect(t.statements.every((sql) => /^\s*select/i.test(sql))).toBe(true);
});
