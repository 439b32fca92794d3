import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { addPurchase, categoryIds, eur, openAccount, purchase } from "../../test/books";
import { asSession } from "../../test/callers";
import { useRuntime } from "../../test/database";
import { dumpTables } from "../../test/dump-tables";
import { createUser } from "../../test/factories";
import { refusalOf } from "../../test/refusals";

const t = useRuntime();
let owner: AppCaller;
let empty: AppCaller;
let accountId: string;
let groceries: string;

beforeAll(async () => {
  owner = await asSession(t.runtime, await createUser(t.runtime));
  empty = await asSession(t.runtime, await createUser(t.runtime));
  accountId = await openAccount(owner, {
    openingBalance: eur("100.00"),
    openingDate: "2026-01-01",
  });
  groceries = (await categoryIds(owner))("Groceries");
});

/** An answer without the ids of rows that only it made. */
function withoutNewIds(answer: object, known: ReadonlySet<string>): unknown {
  return JSON.parse(JSON.stringify(answer), (_, value: unknown) =>
    typeof value === "string" && /^[\da-f-]{36}$/.test(value) && !known.has(value)
      ? "<new id>"
      : value,
  );
}

const knownIds = async () =>
  new Set(JSON.stringify(await dumpTables(t.runtime.db)).match(/[\da-f]{8}-[\da-f-]{27}/g));

type Write = (fields: {
  dryRun?: boolean;
  reason?: string;
  idempotencyKey?: string;
}) => Promise<{ outcome: string; operationId: string | null }>;

async function prepareUndo(): Promise<Write> {
  const { operationId } = await owner.transactions.create({ transactions: [purchase(accountId)] });
  return (fields) => owner.operations.undo({ id: operationId ?? "", ...fields });
}

async function prepareUpdate(): Promise<Write> {
  const id = await addPurchase(owner, accountId);
  const patch = { amount: eur("-1.00"), categoryId: groceries };
  return (fields) =>
    owner.transactions.update({ transactions: [{ id, version: 1, patch }], ...fields });
}

async function prepareCreate(): Promise<Write> {
  await addPurchase(owner, accountId, { externalId: "there already" });
  const transactions = [
    purchase(accountId),
    purchase(accountId, { externalId: "there already" }),
    purchase(accountId, { externalId: "new" }),
  ];
  return (fields) => owner.transactions.create({ transactions, ...fields });
}

const WRITES: [string, () => Promise<Write>][] = [
  [
    "accounts.create",
    async () => (fields) =>
      owner.accounts.create({
        name: "Tried",
        type: "cash",
        currency: "EUR",
        openingBalance: eur("5.00"),
        openingDate: "2026-01-01",
        ...fields,
      }),
  ],
  ["transactions.create", prepareCreate],
  ["transactions.update", prepareUpdate],
  ["operations.undo", prepareUndo],
  ["ledger.fillDemo", async () => (fields) => empty.ledger.fillDemo(fields)],
];

describe("a dry run (invariant 8)", () => {
  it.each(WRITES)(
    "of %s leaves every table and rev as they were, and answers what the real call answers",
    async (_, prepare) => {
      const write = await prepare();
      const known = await knownIds();
      const before = await dumpTables(t.runtime.db);
      const tried = await write({ dryRun: true, reason: "to see", idempotencyKey: "same" });
      expect(await dumpTables(t.runtime.db)).toEqual(before);
      expect(tried).toMatchObject({ outcome: "dryRun", operationId: null });
      const applied = await write({ reason: "to see" });
      expect(applied).toMatchObject({ outcome: "applied", operationId: expect.any(String) });
      expect(withoutNewIds({ ...tried, outcome: 0, operationId: 0 }, known)).toEqual(
        withoutNewIds({ ...applied, outcome: 0, operationId: 0 }, known),
      );
    },
  );

  it("refuses what the real call would refuse, with the same bytes", async () => {
    const wrong = { transactions: [purchase(accountId, { lines: [{ amount: eur("-1.00") }] })] };
    const tried = await refusalOf(owner.transactions.create({ ...wrong, dryRun: true }));
    expect(tried).toEqual(await refusalOf(owner.transactions.create(wrong)));
  });

  it("is not remembered: the idempotency key is free for the real call", async () => {
    const call = { transactions: [purchase(accountId)], idempotencyKey: "tried-first" };
    await owner.transactions.create({ ...call, dryRun: true });
    expect((await owner.transactions.create(call)).outcome).toBe("applied");
  });

  it("holds nobody up afterwards: the next write follows at once", async () => {
    const tries = Array.from({ length: 5 }, () =>
      owner.transactions.create({ transactions: [purchase(accountId)], dryRun: true }),
    );
    const [first, ...others] = await Promise.all(tries);
    expect(new Set(others.map(({ balancesAfter }) => balancesAfter[0]?.posted.amount))).toEqual(
      new Set([first?.balancesAfter[0]?.posted.amount]),
    );
    await expect(addPurchase(owner, accountId)).resolves.toEqual(expect.any(String));
  });
});
