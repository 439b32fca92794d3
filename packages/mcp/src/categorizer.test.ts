import { asSession, createKey, createUser, useRuntime } from "@pfn/api/testing";
import { PRESETS } from "@pfn/keys";
import { expect, it } from "vitest";
import { z } from "zod";
import { connectHttp, problemOf, use, useEndpoint } from "../test/agents";

const t = useRuntime();
const endpoint = useEndpoint(t);
const scopes = PRESETS.find(({ id }) => id === "categorizer")?.scopes ?? [];

const Found = z.object({
  items: z.array(
    z.looseObject({
      id: z.uuid(),
      version: z.int(),
      lines: z.array(z.looseObject({ categoryId: z.uuid().nullable() })),
    }),
  ),
});
const Categories = z.object({ items: z.array(z.looseObject({ id: z.uuid(), name: z.string() })) });
const Written = z.looseObject({ operationId: z.uuid(), updated: z.int() });

it("a Categorizer's key categorizes ten rows and no amount; one undo restores all", async () => {
  const user = await createUser(t.runtime);
  const owner = await asSession(t.runtime, user);
  const { account } = await owner.accounts.create({
    name: "Checking",
    type: "checking",
    currency: "EUR",
  });
  const rows = Array.from({ length: 10 }, (_, index) => ({
    ...{ accountId: account.id, date: "2026-03-31", payee: `Bakery ${index}` },
    amount: { amount: `-${index + 1}.50`, currency: "EUR" },
  }));
  await owner.transactions.create({ transactions: rows });
  const before = (await owner.transactions.list({ limit: 200 })).items;

  await using agent = await connectHttp(
    endpoint.url,
    (await createKey(t.runtime, user, { scopes })).authorization,
  );
  const { items: categories } = await use(agent, { name: "list_categories" }, Categories);
  const categoryId = categories.find(({ name }) => name === "Groceries")?.id;
  const search = { name: "search_transactions", arguments: { uncategorized: true } };
  const { items: waiting } = await use(agent, search, Found);
  expect(waiting).toHaveLength(10);
  const transactions = waiting.map(({ id, version }) => ({ id, version, patch: { categoryId } }));
  const change = (changes: object[]) => ({
    name: "update_transactions",
    arguments: { transactions: changes, reason: "By payee" },
  });
  const { operationId, updated } = await use(agent, change(transactions), Written);
  expect(updated).toBe(10);
  expect((await use(agent, search, Found)).items).toEqual([]);

  const [first] = waiting;
  const amount = { amount: "-0.01", currency: "EUR" };
  const refused = await agent.client.callTool(
    change([{ id: first?.id, version: 2, patch: { amount } }]),
  );
  expect(problemOf(refused)).toMatchObject({
    status: 403,
    detail: "This key lacks: transactions:write.",
    hint: "Ask the ledger's owner for a key with the scope transactions:write.",
  });

  expect((await owner.operations.undo({ id: operationId })).updated).toBe(10);
  const after = (await owner.transactions.list({ limit: 200 })).items;
  // The version counts changes, and so goes on; everything else is as it was.
  expect(after).toEqual(before.map((row) => ({ ...row, version: row.version + 2 })));
});
