import { readFileSync } from "node:fs";
import { expandScopes, isScope, SCOPES, type Scope } from "@pfn/keys";
import { beforeAll, describe, expect, it } from "vitest";
import { PROCEDURES } from "../http/procedure-table";
import { useRuntime } from "./database";
import { createKey, createUser } from "./factories";
import { get, post, type Sender } from "./requests";
import { useServer } from "./server";

// The committed access table is what really holds: every procedure is tried by every kind of caller
// (A1, A3, S4). Ids of others are tried by ledger/tenancy.test.ts and, through every endpoint, by
// the conformance suite.

const t = useRuntime();
const server = useServer(t);

interface Row {
  path: string;
  access: string;
  /** "–": no key opens it; "any": every valid key does. */
  scope: string;
}

const TABLE: Row[] = readFileSync(new URL("../../access-table.txt", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [path = "", , access = "", scope = ""] = line.split("|").map((cell) => cell.trim());
    return { path, access, scope };
  });

const people: Record<string, Sender> = {};
const keys: Record<string, { sender: Sender; scopes: readonly Scope[] }> = {};
beforeAll(async () => {
  const [member, admin] = [
    await createUser(t.runtime),
    await createUser(t.runtime, { role: "admin" }),
  ];
  const bearer = async (options: Parameters<typeof createKey>[2]) => ({
    authorization: (await createKey(t.runtime, admin, options)).authorization,
  });
  Object.assign(people, {
    nobody: {},
    member: { cookie: member.cookie },
    admin: { cookie: admin.cookie },
    "revoked key": await bearer({ revokedAt: new Date() }),
    "expired key": await bearer({ expiresAt: new Date(0) }),
  });
  for (const mode of ["live", "test"] as const) {
    keys[`full ${mode} key`] = { sender: await bearer({ mode }), scopes: SCOPES };
    for (const scope of SCOPES)
      keys[`${mode} key with ${scope}`] = {
        sender: await bearer({ mode, scopes: [scope] }),
        scopes: [scope],
      };
  }
});

/** What people, nobody and bad keys are told: 400 = let in, and refused for the input alone. */
const FOR_PEOPLE: Record<string, Record<string, number>> = {
  public: { nobody: 400, member: 400, admin: 400 },
  session: { nobody: 401, member: 400, admin: 400 },
  "session admin": { nobody: 401, member: 403, admin: 400 },
  key: { nobody: 401, member: 401, admin: 401 },
  ledger: { nobody: 401, member: 400, admin: 400 },
};

/** What a key with these scopes is told. */
function expectedFor({ access, scope }: Row, scopes: readonly Scope[]): number {
  if (access === "public") return 400;
  if (access.startsWith("session")) return 401;
  return scope === "any" || (isScope(scope) && expandScopes(scopes).has(scope)) ? 400 : 403;
}

describe("A1: the committed table", () => {
  it("has every procedure, and no other", () => {
    expect(TABLE.map(({ path }) => path)).toEqual([...PROCEDURES.keys()].toSorted());
  });

  it.each(TABLE.map((row) => [row.path, row] as const))(
    "%s lets in exactly whom it names",
    async (path, row) => {
      // No procedure knows this field, so nothing is done by those who are let in.
      const nonsense = { nonsense: true };
      const ask = async (sender: Sender) =>
        (
          await (PROCEDURES.get(path)?.type === "query"
            ? get(server.url, path, { ...sender, input: nonsense })
            : post(server.url, path, { ...sender, body: nonsense }))
        ).status;
      const told: Record<string, number> = {};
      const expected = { ...FOR_PEOPLE[row.access], "revoked key": 401, "expired key": 401 };
      for (const [name, sender] of Object.entries(people)) told[name] = await ask(sender);
      for (const [name, { sender, scopes }] of Object.entries(keys)) {
        told[name] = await ask(sender);
        Object.assign(expected, { [name]: expectedFor(row, scopes) });
      }
      expect(told).toEqual(expected);
    },
  );
});
