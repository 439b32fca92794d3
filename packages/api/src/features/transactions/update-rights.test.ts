import type { Scope } from "@pfn/keys";
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../common/ids";
import type { AppCaller, RouterInputs } from "../../root";
import { addPurchase, eur, openAccount } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser, type TestUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

type Patch = RouterInputs["transactions"]["update"]["transactions"][number]["patch"];

const t = useRuntime();
let user: TestUser;
let owner: AppCaller;
let accountId: string;

beforeAll(async () => {
  user = await createUser(t.runtime);
  owner = await asSession(t.runtime, user);
  accountId = await openAccount(owner);
});

const change = (caller: AppCaller, id: string, patch: Patch) =>
  caller.transactions.update({ transactions: [{ id, version: 1, patch }] });
const read = async (id: string) =>
  (await owner.transactions.list({ limit: 200 })).items.find((item) => item.id === id);

describe("what a key may change", () => {
  const rights: [Scope, keyof Patch, Patch, number][] = [
    ["transactions:categorize", "payee", { payee: "x" }, 200],
    ["transactions:categorize", "note", { note: "x" }, 200],
    ["transactions:categorize", "review", { review: "reviewed" }, 200],
    ["transactions:categorize", "categoryId", { categoryId: null }, 200],
    ["transactions:categorize", "lines", { lines: [{ amount: eur("-12.50") }] }, 200],
    ["transactions:categorize", "date", { date: "2026-04-01" }, 403],
    ["transactions:categorize", "amount", { amount: eur("-12.50") }, 403],
    ["transactions:categorize", "status", { status: "pending" }, 403],
    ["transactions:write", "date", { date: "2026-04-01" }, 200],
    ["transactions:write", "amount", { amount: eur("-1.00") }, 200],
    ["transactions:write", "payee", { payee: "x" }, 200],
  ];

  it.each(rights)("with %s: %s (%o) answers %i", async (scope, _, patch, status) => {
    const agent = await asKey(t.runtime, user, { scopes: [scope] });
    const id = await addPurchase(owner, accountId);
    const attempt = change(agent, id, { note: "beside", ...patch });
    if (status === 200) return expect(attempt).resolves.toMatchObject({ updated: 1 });
    expect(await refusalOf(attempt)).toMatchObject({
      status,
      detail: "This key lacks: transactions:write.",
    });
    expect(await read(id)).toMatchObject({ version: 1, note: null });
  });

  it("with neither scope is nothing, and the answer names the lesser one", async () => {
    const agent = await asKey(t.runtime, user, {
      scopes: ["transactions:read", "transactions:create"],
    });
    const refusal = await refusalOf(change(agent, newId(), { date: "2026-04-01" }));
    expect(refusal).toMatchObject({
      status: 403,
      detail: "This key lacks: transactions:categorize.",
    });
  });
});
