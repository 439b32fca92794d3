import { generateKey } from "@pfn/keys";
import { beforeAll, expect, it } from "vitest";
import { useRuntime } from "../../test/database";
import { createKey, createUser, type TestKey } from "../../test/factories";
import { rawGet, statusOf, withoutRequest } from "../../test/raw-request";
import { get } from "../../test/requests";
import { useServer } from "../../test/server";

// Every key that opens nothing is answered alike, to the byte, so that nobody learns which of them
// ever existed (error contract; K1, K2, K4, K11, T1).

const t = useRuntime();
const server = useServer(t);

const HOUR_MS = 3_600_000;
const valid = { key: "", hash: Buffer.alloc(0), userIds: [] as string[] };
const known: Record<string, TestKey> = {};

beforeAll(async () => {
  const user = await createUser(t.runtime);
  const [suspended, deleted] = [await createUser(t.runtime), await createUser(t.runtime)];
  const [revokedAt, expiresAt] = [new Date(), new Date(Date.now() - HOUR_MS)];
  known["valid"] = await createKey(t.runtime, user);
  known["revoked"] = await createKey(t.runtime, user, { revokedAt });
  known["expired"] = await createKey(t.runtime, user, { expiresAt });
  known["revoked and expired"] = await createKey(t.runtime, user, { revokedAt, expiresAt });
  known["revoked test key"] = await createKey(t.runtime, user, { revokedAt, mode: "test" });
  known["of a suspended owner"] = await createKey(t.runtime, suspended);
  known["of a deleted owner"] = await createKey(t.runtime, deleted);
  await t.runtime.db.user.update({
    where: { id: suspended.userId },
    data: { status: "suspended" },
  });
  await t.runtime.db.user.delete({ where: { id: deleted.userId } });
  const { id, key } = known["valid"];
  const { hash } = await t.runtime.db.integrationKey.findUniqueOrThrow({
    where: { id },
    select: { hash: true },
  });
  Object.assign(valid, {
    key,
    hash: Buffer.from(hash),
    userIds: (await t.runtime.db.user.findMany()).map((user) => user.id),
  });
});

const ask = (authorization: string) =>
  rawGet(server.url, "/api/trpc/me.get", [`Authorization: ${authorization}`]);
const reference = async () => withoutRequest(await ask(`Bearer ${generateKey("live").key}`));
const replaceAt = (text: string, index: number, char: string) =>
  text.slice(0, index) + char + text.slice(index + 1);

it("an unknown key is a 401 with the challenge invalid_token and a hint for agents", async () => {
  const answer = await reference();
  expect(statusOf(answer)).toBe(401);
  expect(answer).toContain('www-authenticate: Bearer realm="pfn", error="invalid_token"\r\n');
  expect(answer).toContain("cache-control: no-store\r\n");
  expect(answer).toContain("x-content-type-options: nosniff\r\n");
  expect(answer).toContain('"code":"UNAUTHORIZED"');
  expect(answer).toContain("Ask the ledger's owner for a new key");
});

it.each([
  "revoked",
  "expired",
  "revoked and expired",
  "revoked test key",
  "of a suspended owner",
  "of a deleted owner",
])("a key %s is answered like an unknown key, to the byte", async (name) => {
  expect(withoutRequest(await ask(known[name]?.authorization ?? ""))).toBe(await reference());
});

const SPOILED: Record<string, (key: string) => string> = {
  "wrong prefix": (key) => `Bearer ${key.replace("pfn_live_", "pfn_prod_")}`,
  "prefix in capitals": (key) => `Bearer ${key.replace("pfn", "PFN")}`,
  "no prefix": (key) => `Bearer ${key.slice("pfn_live_".length)}`,
  "live turned to test": (key) => `Bearer ${key.replace("live", "test")}`,
  "one character short": (key) => `Bearer ${key.slice(0, -1)}`,
  "one character long": (key) => `Bearer ${key}0`,
  "129 characters": (key) => `Bearer ${key.padEnd(129, "0")}`,
  "10 000 characters": (key) => `Bearer ${key.padEnd(10_000, "0")}`,
  "wrong checksum": (key) => `Bearer ${replaceAt(key, 46, key.endsWith("0") ? "1" : "0")}`,
  "changed in the random part": (key) =>
    `Bearer ${replaceAt(key, 20, key[20] === "a" ? "b" : "a")}`,
  "two characters swapped": (key) =>
    `Bearer ${key.slice(0, 9)}${key.slice(10, 12)}${key.slice(9, 10)}${key.slice(12)}`,
  "a character outside the alphabet": (key) => `Bearer ${replaceAt(key, 20, "-")}`,
  "a character outside ASCII": (key) => `Bearer ${replaceAt(key, 20, "\u00e9")}`,
  "UTF-8 outside ASCII": (key) => `Bearer ${key}${Buffer.from("\u200b").toString("latin1")}`,
  "another scheme": (key) => `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
  "the key as a password of Basic": (key) =>
    `Basic ${Buffer.from(`user:${key}`).toString("base64")}`,
  "scheme Token": (key) => `Token ${key}`,
  "no scheme": (key) => key,
  "no token": () => "Bearer",
  "no token but spaces": () => "Bearer   ",
  nothing: () => "",
  "two tokens": (key) => `Bearer ${key} ${key}`,
  "a list of tokens": (key) => `Bearer ${key}, Bearer ${key}`,
  "a list without spaces": (key) => `Bearer ${key},${key}`,
  "a trailing comma": (key) => `Bearer ${key},`,
  "a tab as separator": (key) => `Bearer\t${key}`,
  "a space and a tab": (key) => `Bearer \t${key}`,
  "a no-break space": (key) => `Bearer\u00a0${key}`,
  "a colon": (key) => `Bearer: ${key}`,
  quotes: (key) => `Bearer "${key}"`,
  "a trailing parameter": (key) => `Bearer ${key};scope=full`,
  "trailing garbage": (key) => `Bearer ${key}%00`,
};

it.each(Object.keys(SPOILED))(
  "a valid key spoiled by %s is answered like an unknown key, and costs no statement (K1)",
  async (name) => {
    const expected = await reference();
    t.statements.length = 0;
    const answer = withoutRequest(await ask(SPOILED[name]?.(valid.key) ?? ""));
    expect(t.statements).toEqual([]);
    expect(answer).toBe(expected);
  },
);

it.each(["hex", "base64", "base64url"] as const)(
  "K2: the stored hash in %s is no key",
  async (encoding) => {
    const expected = await reference();
    for (const prefix of ["", "pfn_live_", "pfn_test_"]) {
      expect(withoutRequest(await ask(`Bearer ${prefix}${valid.hash.toString(encoding)}`))).toBe(
        expected,
      );
    }
  },
);

it("K11: no prefix before a person's id opens anything, for any person there is", async () => {
  const expected = await reference();
  expect(valid.userIds.length).toBeGreaterThanOrEqual(2);
  t.statements.length = 0;
  for (const userId of valid.userIds) {
    for (const prefix of [
      "",
      "dev_",
      "dev-",
      "development_",
      "prod_",
      "prod-",
      "production_",
      "staging_",
      "test_",
      "pfn_",
      "pfn_live_",
      "sk_",
    ]) {
      expect(withoutRequest(await ask(`Bearer ${prefix}${userId}`))).toBe(expected);
      expect(withoutRequest(await ask(`Bearer ${prefix}${userId.replaceAll("-", "")}`))).toBe(
        expected,
      );
    }
  }
  expect(t.statements).toEqual([]);
});

it("the key that all of these were made from does open its ledger", async () => {
  expect(statusOf(await ask(`Bearer ${valid.key}`))).toBe(200);
});

it(
  "A5: a scope that this version does not know gives a key nothing, and takes none of its " +
    "others",
  async () => {
    const { id, authorization } = known["valid"] ?? { id: "", authorization: "" };
    const { db } = t.runtime;
    const { scopes } = await db.integrationKey.findUniqueOrThrow({
      where: { id },
      select: { scopes: true },
    });
    await db.integrationKey.update({
      where: { id },
      data: { scopes: ["budgets:write", "reports:read"] },
      select: { id: true },
    });
    const answer = await get(server.url, "me.get", { authorization });
    await db.integrationKey.update({ where: { id }, data: { scopes }, select: { id: true } });
    expect([answer.status, JSON.parse(answer.text).result.data.key.scopes]).toEqual([
      200,
      ["reports:read"],
    ]);
  },
);

it("no answer to a refused key holds any part of the key", async () => {
  const answer = await ask(known["revoked"]?.authorization ?? "");
  expect(answer).not.toContain(known["revoked"]?.key.slice(9, 20));
});

it("T3: a key that opens nothing is a 401 for any call and any form of answer", async () => {
  for (const path of [
    "me.get",
    "no.such.call",
    "profile.me",
    "__proto__",
    "me.get,no.such.call?batch=1",
  ])
    for (const accept of ["*/*", "text/event-stream", "application/jsonl", "text/html"]) {
      const answer = await get(server.url, path, {
        authorization: `Bearer ${generateKey("live").key}`,
        headers: { accept },
      });
      expect(answer.status, `${path} ${accept}`).toBe(401);
    }
});
