import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { PROCEDURES } from "../http/procedure-table";
import type { AppCaller } from "../root";
import { asSession, withKey } from "./callers";
import { createWorld } from "./conformance/world";
import { useRuntime } from "./database";
import { createKey, createUser } from "./factories";

// The contract of every list: `{ items, nextCursor }` for `{ limit, cursor }`, for any caller.

const t = useRuntime();

const Page = z.looseObject({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });
const LISTS = [...PROCEDURES].flatMap(([path, { type, output, inputs }]) => {
  const [input] = inputs;
  const isList =
    output instanceof z.ZodObject && "items" in output.shape && "nextCursor" in output.shape;
  return type === "query" && isList && input instanceof z.ZodType ? [{ path, input }] : [];
});
const callers: { admin?: AppCaller; agent?: AppCaller } = {};
const fields: Record<string, object> = {};

/** Two of one day, so that the page's end may fall between them. */
const STATED = [
  ["2026-03-30", "1.00"],
  ["2026-03-31", "1.00"],
  ["2026-03-31", "2.00"],
] as const;

beforeAll(async () => {
  const admin = await createUser(t.runtime, { role: "admin" });
  const world = await createWorld(t.runtime);
  for (let count = 0; count < 3; count += 1) await createKey(t.runtime, admin);
  callers.admin = await asSession(t.runtime, admin);
  callers.agent = await withKey(t.runtime, world.key);
  fields["imports.get"] = { id: world.importId };
  fields["accounts.balanceChecks"] = { accountId: world.accountId };
  const { assertBalance } = callers.agent.accounts;
  for (const [on, amount] of STATED)
    await assertBalance({ accountId: world.accountId, on, amount });
});

const call = async (path: string, input: object) => {
  const isLedger = PROCEDURES.get(path)?.meta?.access.kind === "ledger";
  const [feature = "", verb = ""] = path.split(".");
  // The caller is a tree of functions by path.
  const ask: (input: object) => Promise<unknown> = Reflect.get(
    Reflect.get(isLedger ? (callers.agent ?? {}) : (callers.admin ?? {}), feature),
    verb,
  );
  return Page.parse(await ask({ ...fields[path], ...input }));
};

it("every procedure called list, and every one that answers items, is in this test", () => {
  const named = [...PROCEDURES.keys()].filter((path) => path.endsWith(".list"));
  expect(LISTS.map(({ path }) => path)).toEqual(
    expect.arrayContaining([...named, "admin.users", "profile.audit"]),
  );
});

describe.each(LISTS.map(({ path }) => [path]))("%s", (path) => {
  it("pages by limit and cursor: each item once, in the order of the whole list", async () => {
    const whole = await call(path, { limit: 200 });
    expect(whole.nextCursor).toBeNull();
    const items: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: z.output<typeof Page> = await call(path, {
        limit: 2,
        ...(cursor !== null && { cursor }),
      });
      expect(page.items.length).toBeLessThanOrEqual(2);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(items).toEqual(whole.items);
  });

  it.each([0, -1, 1.5, 201, "2", null])("refuses %j as a limit", async (limit) => {
    await expect(call(path, { limit })).rejects.toMatchObject({
      cause: { code: "BAD_REQUEST", path: "limit" },
    });
  });

  it.each(["", "nonsense", "W10.AAAAAAAAAAAAAAAAAAAAAA", "x".repeat(601)])(
    "refuses %j as a cursor",
    async (cursor) => {
      await expect(call(path, { cursor })).rejects.toMatchObject({
        cause: { code: "BAD_REQUEST", path: "cursor" },
      });
    },
  );
});
