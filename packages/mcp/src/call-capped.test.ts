import { asSession, createKey, createUser, useRuntime } from "@pfn/api/testing";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { type Agent, connectHttp, textOf, useEndpoint } from "../test/agents";
import { MAX_TEXT_CHARS } from "./call-capped";

const t = useRuntime();
const endpoint = useEndpoint(t);
const ROWS = 130;
const made: { authorization?: string; accountId?: string } = {};
beforeAll(async () => {
  const user = await createUser(t.runtime);
  const owner = await asSession(t.runtime, user);
  const { account } = await owner.accounts.create({
    name: "Checking",
    type: "checking",
    currency: "EUR",
  });
  const transactions = Array.from({ length: ROWS }, (_, index) => ({
    accountId: account.id,
    date: `2026-03-${String((index % 28) + 1).padStart(2, "0")}`,
    amount: { amount: "-1.00", currency: "EUR" },
    payee: `Payee ${index}`,
    // Every seventh row alone is a good part of an answer.
    note: index % 7 === 0 ? "long ".repeat(190) : "short",
  }));
  await owner.transactions.create({ transactions });
  Object.assign(made, {
    authorization: (await createKey(t.runtime, user)).authorization,
    accountId: account.id,
  });
});

const Page = z.object({
  items: z.array(z.object({ id: z.string() })),
  nextCursor: z.string().nullable(),
});

async function walk({ client }: Agent, filters: Record<string, unknown>): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const answer = await client.callTool({
      name: "search_transactions",
      arguments: { ...filters, ...(cursor === null ? {} : { cursor }) },
    });
    expect(textOf(answer).length).toBeLessThanOrEqual(MAX_TEXT_CHARS);
    expect(JSON.parse(textOf(answer))).toEqual(answer.structuredContent);
    const { items, nextCursor } = Page.parse(answer.structuredContent);
    pages.push(items.map(({ id }) => id));
    cursor = nextCursor;
  } while (cursor !== null);
  return pages;
}

it.each([
  ["the usual limit", {}],
  ["the largest limit", { limit: 200 }],
  ["pages that fit anyway", { limit: 7 }],
  ["a filter", { limit: 200, account: "Checking", from: "2026-03-01" }],
])(
  "a walk by cursor with %s meets every row exactly once, in the ledger's order, and no " +
    "answer is too long",
  async (_, filters) => {
    const { accountId } = made;
    const all = await t.runtime.db.transaction.findMany({
      where: { accountId: accountId ?? "" },
      orderBy: [{ date: "desc" }, { id: "desc" }],
      select: { id: true },
    });
    await using agent = await connectHttp(endpoint.url, made.authorization ?? "");
    const pages = await walk(agent, filters);
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.flat()).toEqual(all.map(({ id }) => id));
  },
);

it("a long page is filled as far as it fits", async () => {
  await using agent = await connectHttp(endpoint.url, made.authorization ?? "");
  const answer = await agent.client.callTool({
    name: "search_transactions",
    arguments: { limit: 200 },
  });
  expect(textOf(answer).length).toBeGreaterThan(MAX_TEXT_CHARS * 0.85);
});

it("the text of an answer that cannot be divided is cut; its structure stays whole", async () => {
  await using agent = await connectHttp(endpoint.url, made.authorization ?? "");
  const row = {
    account: "Checking",
    date: "2026-04-01",
    amount: { amount: "1.00", currency: "EUR" },
    payee: "Again",
  };
  const transactions = Array.from({ length: 200 }, (_, index) => ({
    ...row,
    externalId: `bank-${index}`,
  }));
  await agent.client.callTool({ name: "create_transactions", arguments: { transactions } });
  const answer = await agent.client.callTool({
    name: "create_transactions",
    arguments: { transactions },
  });
  expect(textOf(answer)).toHaveLength(MAX_TEXT_CHARS);
  expect(textOf(answer)).toMatch(/cut here; the whole answer is in the structured content\.$/);
  expect(answer.structuredContent).toMatchObject({ created: 0, skipped: { length: 200 } });
});
