import { asSession, useRuntime } from "@pfn/api/testing";
import { describe, expect, it } from "vitest";
import { addBakery, checking, connect, refusal } from "../test/agent";

const t = useRuntime();

describe("a refused call", () => {
  it("rejects with the server's code, status, remedy and request id", async () => {
    await using agent = await connect(t, { scopes: ["accounts:read"] });
    const error = await refusal(agent.pfn.accounts.create.mutate(checking));
    expect({ ...error }).toMatchObject({
      code: "FORBIDDEN",
      status: 403,
      detail: "This key lacks: accounts:write.",
      hint: "Ask the ledger's owner for a key with the scope accounts:write.",
      retryable: false,
    });
    expect(error.requestId).toMatch(/^[\da-f-]{36}$/);
    expect(error.message).toBe(`${error.detail} ${error.hint}`);
    expect(String(error)).toMatch(/^PfnError: This key lacks/);
  });

  it("names the field at fault, and every other one", async () => {
    await using agent = await connect(t);
    const amount = { amount: "-12.5", currency: "EUR" };
    const row = { accountId: "none", date: "2026-03-31", amount, payee: "Bakery" };
    const error = await refusal(agent.pfn.transactions.create.mutate({ transactions: [row] }));
    expect(error).toMatchObject({
      code: "BAD_REQUEST",
      status: 400,
      path: "transactions.0.accountId",
    });
    expect(error.errors?.map(({ path }) => path)).toEqual([
      "transactions.0.accountId",
      "transactions.0.amount.amount",
    ]);
  });

  it("is told apart from its neighbours in the same batch", async () => {
    await using agent = await connect(t, { scopes: ["accounts:read"] });
    const [accounts, categories, me] = await Promise.allSettled([
      agent.pfn.accounts.list.query(),
      agent.pfn.categories.list.query(),
      agent.pfn.me.get.query(),
    ]);
    expect(agent.requests).toHaveLength(1);
    expect([accounts.status, categories.status, me.status]).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(categories).toMatchObject({ reason: { code: "FORBIDDEN" } });
  });

  it("K6: is an UNAUTHORIZED from the first call after the revocation on", async () => {
    await using agent = await connect(t);
    await agent.pfn.me.get.query();
    const owner = await asSession(t.runtime, agent.user);
    await owner.integrationKeys.revoke({ id: agent.keyId });
    expect(await refusal(agent.pfn.me.get.query())).toMatchObject({
      code: "UNAUTHORIZED",
      status: 401,
    });
    expect(await refusal(agent.pfn.accounts.create.mutate(checking))).toMatchObject({
      code: "UNAUTHORIZED",
      status: 401,
    });
  });

  it("says 409 for a stale version and 422 for an idempotency key with another body", async () => {
    await using agent = await connect(t);
    const { row, answer } = await addBakery(agent.pfn, { idempotencyKey: "bakery-1" });
    const [created] = answer.results;
    if (created?.result !== "created") return expect.fail("nothing was created");
    const other = { ...row, payee: "Butcher" };
    const mismatch = agent.pfn.transactions.create.mutate({
      transactions: [other],
      idempotencyKey: "bakery-1",
    });
    expect(await refusal(mismatch)).toMatchObject({ code: "UNPROCESSABLE_CONTENT", status: 422 });
    const rename = (version: number) =>
      agent.pfn.transactions.update.mutate({
        transactions: [{ id: created.id, version, patch: { payee: "B" } }],
      });
    await rename(1);
    expect(await refusal(rename(1))).toMatchObject({
      code: "CONFLICT",
      status: 409,
      path: "transactions.0.version",
    });
  });
});
