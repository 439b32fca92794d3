import { inspect } from "node:util";
import { asSession, PROCEDURES, useRuntime } from "@pfn/api/testing";
import { VERSION } from "@pfn/keys/version";
import { describe, expect, it } from "vitest";
import { addBakery, checking, connect, refusal } from "../test/agent";
import { createPfnClient, type PfnClient } from "./index";

const t = useRuntime();

describe("a client with a key", () => {
  it("reads and writes the key's ledger", async () => {
    await using agent = await connect(t);
    const me = await agent.pfn.me.get.query();
    expect(me.key).toMatchObject({ label: "Agent", mode: "live" });
    const { answer } = await addBakery(agent.pfn);
    expect(answer).toMatchObject({ outcome: "applied", created: 1 });
    const { items } = await agent.pfn.transactions.list.query({ q: "bakery" });
    expect(items).toMatchObject([
      { payee: "Bakery", amount: { amount: "-12.50", currency: "EUR" } },
    ]);
  });

  it("names itself, so that the owner sees on the key's page what used it", async () => {
    await using agent = await connect(t);
    await agent.pfn.me.get.query();
    await t.runtime.keyUse.flush();
    const owner = await asSession(t.runtime, agent.user);
    expect(await owner.integrationKeys.get({ id: agent.keyId })).toMatchObject({
      lastUsedClient: `pfn-client/${VERSION}`,
    });
  });

  it("T4: sends reads of the same moment together, ten to a request", async () => {
    await using agent = await connect(t);
    const answers = await Promise.all(Array.from({ length: 25 }, () => agent.pfn.me.get.query()));
    expect(answers).toHaveLength(25);
    expect(agent.requests.map(({ url }) => new URL(url).pathname.split(",").length)).toEqual([
      10, 10, 5,
    ]);
  });

  it("sends each write alone, so that a refused or large one takes no other along", async () => {
    await using agent = await connect(t);
    const outcomes = await Promise.allSettled([
      agent.pfn.accounts.create.mutate(checking),
      agent.pfn.accounts.create.mutate({ ...checking, name: "" }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(agent.requests.map(({ method }) => method)).toEqual(["POST", "POST"]);
  });

  it("splits a batch whose URL would grow too long for servers and proxies", async () => {
    await using agent = await connect(t);
    const accountId = Array.from(
      { length: 50 },
      (_, index) => `01900000-0000-7000-8000-${String(index).padStart(12, "0")}`,
    );
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => agent.pfn.transactions.list.query({ accountId })),
    );
    expect(answers.map(({ items }) => items)).toEqual([[], [], [], []]);
    expect(agent.requests.length).toBeGreaterThan(1);
    for (const { url } of agent.requests) expect(url.length).toBeLessThan(8_000);
  });

  it("takes the longest input that a list allows", async () => {
    await using agent = await connect(t);
    const accountId = Array.from(
      { length: 50 },
      (_, index) => `01900000-0000-7000-8000-${String(index).padStart(12, "0")}`,
    );
    const longest = {
      accountId,
      categoryId: accountId,
      q: "\u{1F4B6}".repeat(100),
      from: "2026-01-01",
      to: "2026-12-31",
    };
    expect(await agent.pfn.transactions.list.query(longest)).toEqual({
      items: [],
      nextCursor: null,
    });
  });
});

it("A3: what the client offers is what some key may call", () => {
  const offered: Record<Extract<keyof PfnClient, string>, true> = {
    accounts: true,
    categories: true,
    changes: true,
    exports: true,
    imports: true,
    ledger: true,
    me: true,
    operations: true,
    reports: true,
    transactions: true,
    transfers: true,
  };
  const callable = [...PROCEDURES].filter(
    ([, { meta }]) => meta?.access.kind === "key" || meta?.access.kind === "ledger",
  );
  const features = new Set(callable.map(([path]) => path.split(".")[0]));
  expect([...features].toSorted()).toEqual(Object.keys(offered));
});

it("a call that exists in no version of pfn is refused like any other", async () => {
  await using agent = await connect(t);
  // A program in plain JavaScript may call anything.
  const untyped = agent.pfn as unknown as { budgets: { list: { query: () => Promise<unknown> } } };
  expect(await refusal(untyped.budgets.list.query())).toMatchObject({
    code: "NOT_FOUND",
    status: 404,
  });
});

it("K3: the key is in no error and in no print of the client", async () => {
  await using agent = await connect(t, { scopes: ["accounts:read"] });
  const errors = [
    await refusal(agent.pfn.accounts.create.mutate(checking)),
    await refusal(createPfnClient({ url: "http://127.0.0.1:9", key: agent.key }).me.get.query()),
    await refusal(
      createPfnClient({ url: agent.url, key: agent.key }).me.get.query(undefined, {
        signal: AbortSignal.abort(),
      }),
    ),
  ];
  const printed =
    inspect([agent.pfn, ...errors], { depth: 20, showHidden: true, showProxy: true }) +
    JSON.stringify(errors);
  expect(printed).toContain("This key lacks");
  expect(printed).not.toContain(agent.key);
  expect(printed).not.toContain(agent.key.slice(9, 41));
});
