import { beforeAll, expect, it } from "vitest";
import type { AppCaller } from "../root";
import { categoryIds, eur, openAccount, purchase } from "../test/books";
import { asKey, asSession } from "../test/callers";
import { useRuntime } from "../test/database";
import { createUser } from "../test/factories";

const t = useRuntime();
let agent: AppCaller;
let accountId: string;
let groceries: string;

beforeAll(async () => {
  const user = await createUser(t.runtime);
  const owner = await asSession(t.runtime, user);
  accountId = await openAccount(owner);
  groceries = (await categoryIds(owner))("Groceries");
  agent = await asKey(t.runtime, user);
});

async function statementsOf(call: () => Promise<unknown>): Promise<number> {
  t.statements.length = 0;
  await call();
  return t.statements.length;
}

const rows = (count: number, batch: string) =>
  Array.from({ length: count }, (_, index) => {
    const amount = eur("-2.00");
    return purchase(accountId, { amount, externalId: `${batch} ${index}`, lines: [{ amount, categoryId: groceries }] });
  });

it("creating 200 transactions costs at most 10 statements more than creating one", async () => {
  const one = await statementsOf(() => agent.transactions.create({ transactions: rows(1, "one") }));
  const many = await statementsOf(() => agent.transactions.create({ transactions: rows(200, "many") }));
  expect(many - one).toBeLessThanOrEqual(10);
  expect(one).toBeLessThanOrEqual(25);
});

it("a page of 200 transactions costs no more statements than a page of one", async () => {
  const one = await statementsOf(() => agent.transactions.list({ limit: 1 }));
  expect(await statementsOf(() => agent.transactions.list({ limit: 200 }))).toBe(one);
  expect(one).toBeLessThanOrEqual(5);
});

it("undoing 200 transactions costs about one statement per row, not several", async () => {
  const { operationId } = await agent.transactions.create({ transactions: rows(200, "undone") });
  expect(await statementsOf(() => agent.operations.undo({ id: operationId ?? "" }))).toBeLessThanOrEqual(250);
});
