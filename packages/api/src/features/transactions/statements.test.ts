import { beforeAll, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { categoryIds, eur, openAccount, purchase } from "../../test/books";
import { asKey, asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";

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
    return purchase(accountId, {
      amount,
      externalId: `${batch} ${index}`,
      lines: [{ amount, categoryId: groceries }],
    });
  });

it("creating 200 transactions costs at most 10 statements more than creating one", async () => {
  const one = await statementsOf(() => agent.transactions.create({ transactions: rows(1, "one") }));
  const many = await statementsOf(() =>
    agent.transactions.create({ transactions: rows(200, "many") }),
  );
  expect(many - one).toBeLessThanOrEqual(10);
  expect(one).toBeLessThanOrEqual(25);
});

it("a page of transactions costs one statement, whatever its length", async () => {
  const one = await statementsOf(() => agent.transactions.list({ limit: 1 }));
  expect(await statementsOf(() => agent.transactions.list({ limit: 200 }))).toBe(one);
  expect(one).toBe(1);
});

const idsOf = (results: readonly object[]) =>
  results.flatMap((row) => ("id" in row ? String(row.id) : []));

it(
  "changing, undoing and doing again 200 transactions costs at most 10 statements more than " +
    "one",
  async () => {
    const costs: number[][] = [];
    for (const count of [1, 200]) {
      const made = await agent.transactions.create({
        transactions: rows(count, `changed ${count}`),
      });
      const patches = idsOf(made.results).map((id) => ({
        id,
        version: 1,
        patch: { note: "Seen", categoryId: groceries },
      }));
      let undone = "";
      const undo = async (id: string | null) => {
        undone = (await agent.operations.undo({ id: id ?? "" })).operationId ?? "";
      };
      costs.push([
        await statementsOf(async () => {
          undone = (await agent.transactions.update({ transactions: patches })).operationId ?? "";
        }),
        await statementsOf(() => undo(undone)),
        await statementsOf(() => undo(made.operationId)),
        await statementsOf(() => undo(undone)),
      ]);
    }
    const [one = [], many = []] = costs;
    expect(Math.max(...many.map((cost, index) => cost - (one[index] ?? 0)))).toBeLessThanOrEqual(
      10,
    );
    expect(Math.max(...many)).toBeLessThanOrEqual(35);
  },
);

it("undoing 200 transactions of which one changed since names just that one", async () => {
  const { operationId, results } = await agent.transactions.create({
    transactions: rows(200, "one changed"),
  });
  const id = idsOf(results)[77] ?? "";
  await agent.transactions.update({ transactions: [{ id, version: 1, patch: { note: "Later" } }] });
  const tried = await agent.operations.undo({ id: operationId ?? "", dryRun: true });
  expect(tried).toMatchObject({ deleted: 199, conflicts: [{ entityId: id, reason: "changed" }] });
});
