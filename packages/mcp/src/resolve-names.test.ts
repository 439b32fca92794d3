import { asSession, createKey, createUser, type TestUser, useRuntime } from "@pfn/api/testing";
import type { Scope } from "@pfn/keys";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { connectHttp, problemOf, use, useEndpoint } from "../test/agents";

const t = useRuntime();
const endpoint = useEndpoint(t);
const made: { user?: TestUser; checking?: string; stranger?: TestUser } = {};
beforeAll(async () => {
  const user = await createUser(t.runtime);
  const owner = await asSession(t.runtime, user);
  const { account } = await owner.accounts.create({
    name: "Checking",
    type: "checking",
    currency: "EUR",
  });
  await owner.accounts.create({ name: "Savings", type: "savings", currency: "EUR" });
  const stranger = await createUser(t.runtime);
  await (await asSession(t.runtime, stranger)).accounts.create({
    name: "Secret hoard",
    type: "cash",
    currency: "EUR",
  });
  Object.assign(made, { user, checking: account.id, stranger });
});

async function connect(scopes?: readonly Scope[]) {
  if (made.user === undefined) throw new Error("not ready");
  return connectHttp(
    endpoint.url,
    (await createKey(t.runtime, made.user, scopes === undefined ? {} : { scopes })).authorization,
  );
}
const row = { date: "2026-03-31", amount: { amount: "-12.50", currency: "EUR" }, payee: "Bakery" };
const create = (rows: readonly unknown[], more = {}) => ({
  name: "create_transactions",
  arguments: { transactions: rows, ...more },
});
const Written = z.object({ created: z.int(), results: z.array(z.object({ id: z.string() })) });

it("accounts and categories may be named, in rows, lines, patches and filters", async () => {
  await using agent = await connect();
  const { results } = await use(
    agent,
    create([
      { ...row, account: "Checking", lines: [{ category: "Groceries", amount: row.amount }] },
    ]),
    Written,
  );
  const Found = z.object({
    items: z.array(
      z.object({
        id: z.string(),
        accountId: z.literal(made.checking),
        lines: z.array(z.object({ categoryId: z.string().nullable() })),
      }),
    ),
  });
  for (const filters of [
    { account: "Checking", category: "Groceries" },
    { account: ["Checking", "Savings"] },
    { accountId: [made.checking] },
  ]) {
    const { items } = await use(agent, { name: "search_transactions", arguments: filters }, Found);
    expect(items.map(({ id }) => id)).toContain(results[0]?.id);
    expect(items[0]?.lines[0]?.categoryId).not.toBeNull();
  }
  const patch = (version: number, category: string | null) => ({
    name: "update_transactions",
    arguments: { transactions: [{ id: results[0]?.id, version, patch: { category } }] },
  });
  await use(agent, patch(1, null), z.unknown());
  const { items } = await use(agent, { name: "search_transactions", arguments: {} }, Found);
  expect(items[0]?.lines[0]?.categoryId).toBeNull();
});

it("where a name may stand, an id may stand too", async () => {
  await using agent = await connect();
  expect(await use(agent, create([{ ...row, account: made.checking }]), Written)).toMatchObject({
    created: 1,
  });
});

it("a near miss is refused with the name that was meant, each in its place", async () => {
  await using agent = await connect();
  const rows = [
    { ...row, account: "checking" },
    { ...row, account: "Checking" },
    { ...row, account: "Savigns", lines: [{ category: "Grocreies", amount: row.amount }] },
  ];
  const problem = problemOf(await agent.client.callTool(create(rows)));
  expect(problem).toMatchObject({ status: 404, code: "NOT_FOUND", path: "transactions.0.account" });
  expect(problem.errors).toEqual([
    {
      path: "transactions.0.account",
      detail: 'No account is named "checking". Did you mean "Checking"?',
    },
    {
      path: "transactions.2.account",
      detail: 'No account is named "Savigns". Did you mean "Savings"?',
    },
    {
      path: "transactions.2.lines.0.category",
      detail: 'No category is named "Grocreies". Did you mean "Groceries"?',
    },
  ]);
});

it("A2: a name from somebody else's ledger is as unknown as one that nobody has", async () => {
  await using agent = await connect();
  const refusal = async (account: string) =>
    problemOf(await agent.client.callTool(create([{ ...row, account }]))).detail;
  expect(await refusal("Secret hoard")).toBe(
    '`transactions.0.account`: No account is named "Secret hoard". See list_accounts.',
  );
  expect(await refusal("Nowhere at all")).toBe(
    '`transactions.0.account`: No account is named "Nowhere at all". See list_accounts.',
  );
});

it("name and id at once are refused", async () => {
  await using agent = await connect();
  const problem = problemOf(
    await agent.client.callTool(
      create([{ ...row, account: "Checking", accountId: made.checking }]),
    ),
  );
  expect(problem).toMatchObject({
    status: 400,
    detail: "`transactions.0.account`: Send `account` or `accountId`, not both.",
  });
});

it("a key that may not see accounts must use ids, and learns which scope names take", async () => {
  await using agent = await connect(["transactions:create"]);
  const problem = problemOf(await agent.client.callTool(create([{ ...row, account: "Checking" }])));
  expect(problem).toMatchObject({
    status: 403,
    hint: "Ask the ledger's owner for a key with the scope accounts:read.",
  });
  expect(await use(agent, create([{ ...row, accountId: made.checking }]), Written)).toMatchObject({
    created: 1,
  });
});

it("F3: a repetition by name with the same idempotency key adds nothing", async () => {
  await using agent = await connect();
  const call = create([{ ...row, account: "Checking", payee: "Once", direction: "out" }], {
    idempotencyKey: "once-1",
  });
  const first = await use(agent, call, Written);
  expect(await use(agent, call, Written)).toEqual(first);
  expect(await t.runtime.db.transaction.count({ where: { payee: "Once" } })).toBe(1);
});

it("a trial run by name changes nothing", async () => {
  await using agent = await connect();
  const answer = await use(
    agent,
    create([{ ...row, account: "Checking", payee: "Tried" }], { dryRun: true }),
    z.object({ outcome: z.string(), operationId: z.null() }),
  );
  expect(answer.outcome).toBe("dryRun");
  expect(await t.runtime.db.transaction.count({ where: { payee: "Tried" } })).toBe(0);
});

it("a direction must agree with the sign; else both remedies come, and no write", async () => {
  await using agent = await connect();
  const rows = (direction: unknown) => [
    { ...row, account: "Checking", payee: "Directed" },
    { ...row, account: "Checking", payee: "Directed", direction },
  ];
  const problem = problemOf(await agent.client.callTool(create(rows("in"))));
  expect(problem).toMatchObject({
    status: 400,
    code: "BAD_REQUEST",
    path: "transactions.1.direction",
  });
  expect(problem.detail).toBe(
    '`transactions.1.direction`: "in" contradicts the amount "-12.50". Send the amount ' +
      '"12.50", or the direction "out".',
  );
  expect(problemOf(await agent.client.callTool(create(rows("sideways")))).path).toBe(
    "transactions.1.direction",
  );
  expect(await t.runtime.db.transaction.count({ where: { payee: "Directed" } })).toBe(0);
  expect(await use(agent, create(rows("out")), Written)).toMatchObject({ created: 2 });
});
