import { randomUUID } from "node:crypto";
import { formsOf } from "@pfn/keys/testing/secrets";
import { expect, it, vi } from "vitest";
import { createPfnServer } from "../pfn-server";
import { sessionCookie, useRuntime } from "./database";
import { get, post, send } from "./requests";
import { useServer } from "./server";

// After a life's worth of calls, good and bad: no secret in any log line, and no key in any table
// (K2, K3, L2).

const t = useRuntime();
const server = useServer(t);

const secrets = {
  keys: new Set<string>(),
  passwords: new Set<string>(),
  sessions: new Set<string>(),
};
const remember = <T extends string>(kind: keyof typeof secrets, text: T): T => {
  secrets[kind].add(text);
  return text;
};
const CALLER = { ip: "203.0.113.7", userAgent: "Firefox" };

/** A person from sign-up to the end, with every slip that comes to mind. */
async function live(): Promise<void> {
  const email = `${randomUUID()}@example.org`;
  const password = remember("passwords", "correct horse battery staple 47");
  const next = remember("passwords", "incorrect mule & empty torch/48%");
  const { url } = server;
  await post(url, "profile.signUp", { body: { name: "Ada", email, password } });
  await post(url, "profile.signUp", {
    body: { name: "Ada", email: password, password: email, pasword: password },
  });
  const pfn = createPfnServer(t.runtime);
  const login = await pfn.logIn({ email, password, ...CALLER });
  await pfn.logIn({ email, password: remember("passwords", "a wrong password 49"), ...CALLER });
  await pfn.logIn({ email: password, password: email, ...CALLER });
  const sessionId = remember("sessions", login?.sessionId ?? "");
  const cookie = sessionCookie(sessionId);
  const create = async (body: object) =>
    JSON.parse((await post(url, "integrationKeys.create", { cookie, body })).text).result.data;
  const { key, integrationKey } = await create({ label: "Agent", preset: "full" });
  remember("keys", key);
  await useKey(key, cookie);
  const jar = { cookie };
  const prove = async (path: string, body: object) => {
    // The login goes on under another id, which is as secret.
    const { headers } = await post(url, path, { cookie: jar.cookie, body });
    const [renewed] = headers.getSetCookie();
    if (renewed === undefined) return;
    jar.cookie = renewed.split(";")[0] ?? "";
    remember("sessions", jar.cookie.slice(jar.cookie.indexOf("=") + 1));
  };
  await prove("profile.confirmPassword", { password });
  await prove("profile.confirmPassword", { password: next, passwort: password });
  await prove("profile.changePassword", { current: next, next: password });
  await prove("profile.changePassword", { current: password, next });
  const rotated = await post(url, "integrationKeys.rotate", {
    cookie: jar.cookie,
    body: { id: integrationKey.id, graceInDays: 1 },
  });
  remember("keys", JSON.parse(rotated.text).result.data.key);
  await post(url, "integrationKeys.revoke", {
    cookie: jar.cookie,
    body: { id: integrationKey.id },
  });
  await get(url, "me.get", { authorization: `Bearer ${key}` });
  await makeTrouble(key, jar.cookie, password);
  await t.runtime.keyUse.flush({ all: true });
  await t.runtime.background.settle();
}

/** The key in its place, and in every place where somebody once put one. */
async function useKey(key: string, cookie: string): Promise<void> {
  const { url } = server;
  const authorization = `Bearer ${key}`;
  await get(url, "me.get,accounts.list,profile.me?batch=1", { authorization, cookie });
  await post(url, "accounts.create", {
    authorization,
    body: { name: "Cash", type: "cash", currency: "EUR", idempotencyKey: "k1", reason: "first" },
  });
  await post(url, "accounts.create", {
    authorization,
    body: { name: "Cash", type: "cash", currency: "EUR" },
  });
  await get(url, `me.get?key=${key}`, { authorization });
  await get(url, `me.get?key=${key.replaceAll("_", "%5F")}`);
  await get(url, `${key}`);
  await get(url, `pfn%5flive%5f${key.slice(9)}`, {
    headers: { referer: `https://example.org/?key=${key}`, "x-api-key": key },
  });
  await get(url, "me.get", { authorization: `Basic ${Buffer.from(`:${key}`).toString("base64")}` });
  await get(url, "me.get", { authorization: `${key}`, cookie: `key=${key}` });
  await send(`${url}/api/trpc/accounts.create`, {
    method: "POST",
    body: new URLSearchParams({ key }),
  });
  await post(url, "integrationKeys.revoke", { cookie, body: { id: key, [key]: key } });
}

/** Errors of our own, which are logged with all they carry. */
async function makeTrouble(key: string, cookie: string, password: string): Promise<void> {
  const carried = {
    password,
    request: { headers: { cookie, Authorization: `Bearer ${key}` }, url: `/?key=${key}` },
  };
  const error = () =>
    Object.assign(
      new Error(`failed with ${key}`, { cause: Object.assign(new Error("inner"), carried) }),
      carried,
    );
  vi.spyOn(t.runtime, "readSessionId").mockRejectedValueOnce(error());
  await get(server.url, "profile.me", { cookie });
  vi.spyOn(t.runtime.database, "findKey").mockRejectedValueOnce(error());
  await get(server.url, "me.get", { authorization: `Bearer ${key}` });
  t.runtime.background.run("trouble", () => Promise.reject(error()));
}

/** Every value of every table, as text. */
async function dump(): Promise<string> {
  const tables = await t.runtime.db.$queryRaw<{ name: string }[]>`
    select table_name::text as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await t.runtime.db.$queryRawUnsafe<{ text: string }[]>(
      `select t::text as text from "${name}" t`,
    );
    parts.push(...rows.map(({ text }) => text));
  }
  return parts.join("\n");
}

it(
  "K2, K3, L2: no key, password or session id stands in a log line, and no key or password in " +
    "the database, in any form",
  async () => {
    await live();
    const lines = t.logLines.join("");
    expect(t.logLines.length).toBeGreaterThan(20);
    expect(lines).toContain("[redacted]");
    const rows = await dump();
    expect(rows).toContain("Ada");
    expect(secrets.keys.size).toBe(2);
    for (const secret of [...secrets.keys, ...secrets.passwords, ...secrets.sessions]) {
      for (const form of formsOf(secret)) expect(lines, `log: ${form}`).not.toContain(form);
    }
    for (const secret of [...secrets.keys, ...secrets.passwords]) {
      for (const form of formsOf(secret)) expect(rows, `database: ${form}`).not.toContain(form);
    }
    for (const key of secrets.keys)
      for (const text of [lines, rows]) expect(text).not.toContain(key.slice(9, 37));
  },
);
