import { SCOPES, type Scope } from "@pfn/keys";
import { beforeAll, expect, it } from "vitest";
import { PROCEDURES } from "../procedures";
import type { Access } from "../trpc";
import { useRuntime } from "./database";
import { createKey, createUser } from "./factories";
import { get, post, type Sender } from "./requests";
import { useServer } from "./server";

// The access that a procedure declares is the access that it has: every procedure is tried by every kind of caller (A1, A3, S4).

const t = useRuntime();
const server = useServer(t);

const callers: Record<string, Sender> = {};
const keysBut: Partial<Record<Scope, Sender>> = {};
beforeAll(async () => {
  const [member, admin] = [await createUser(t.runtime), await createUser(t.runtime, { role: "admin" })];
  const bearer = async (options: Parameters<typeof createKey>[2]) => ({
    authorization: (await createKey(t.runtime, admin, options)).authorization,
  });
  Object.assign(callers, {
    nobody: {},
    member: { cookie: member.cookie },
    admin: { cookie: admin.cookie },
    "full key": await bearer({}),
    "full test key": await bearer({ mode: "test" }),
    "revoked key": await bearer({ revokedAt: new Date() }),
  });
  for (const scope of SCOPES) {
    // What includes a scope would stand in for it.
    const others = SCOPES.filter(
      (other) => other !== scope && !(other === "transactions:write" && scope.startsWith("transactions:")),
    );
    keysBut[scope] = await bearer({ scopes: others });
  }
});

/** What each kind of caller is told: 400 = let in, and refused for its input alone. */
function expectedFor(access: Access): Record<string, number> {
  const nobody = { nobody: 401, "revoked key": 401 };
  if (access.kind === "public")
    return { nobody: 400, member: 400, admin: 400, "full key": 400, "full test key": 400, "revoked key": 401 };
  if (access.kind === "session")
    return {
      ...nobody,
      member: access.role === "admin" ? 403 : 400,
      admin: 400,
      "full key": 401,
      "full test key": 401,
    };
  const keys = { "full key": 400, "full test key": 400 };
  if (access.kind === "key") return { ...nobody, ...keys, member: 401, admin: 401 };
  return { ...nobody, ...keys, member: 400, admin: 400 };
}

it.each([...PROCEDURES.keys()])("A1: %s lets in exactly whom it declares", async (path) => {
  const { type, meta } = PROCEDURES.get(path) ?? {};
  if (meta === undefined) throw new Error("undeclared");
  // No procedure knows this field, so nothing is done by those who are let in.
  const nonsense = { nonsense: true };
  const ask = async (sender: Sender) =>
    (
      await (type === "query"
        ? get(server.url, path, { ...sender, input: nonsense })
        : post(server.url, path, { ...sender, body: nonsense }))
    ).status;
  const told: Record<string, number> = {};
  for (const [name, sender] of Object.entries(callers)) told[name] = await ask(sender);
  expect(told).toEqual(expectedFor(meta.access));
  if ("scope" in meta.access && meta.access.scope !== null)
    expect(await ask(keysBut[meta.access.scope] ?? {})).toBe(403);
});
