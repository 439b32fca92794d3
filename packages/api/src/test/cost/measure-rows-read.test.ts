import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { openAccount, purchase } from "../books";
import { asSession } from "../callers";
import { useRuntime } from "../database";
import { createUser } from "../factories";
import { growthOf, keepStill, measureRowsRead } from "./measure-rows-read";

const t = useRuntime({ poolSize: 1 });
let owner: AppCaller;
let ledgerId: string;

beforeAll(async () => {
  const user = await createUser(t.runtime);
  ledgerId = user.liveLedgerId;
  owner = await asSession(t.runtime, user);
  await keepStill(t.runtime.db);
  const accountId = await openAccount(owner);
  await owner.transactions.create({
    transactions: Array.from({ length: 150 }, () => purchase(accountId)),
  });
});

describe("measureRowsRead", () => {
  it("counts the rows that a statement looks at, whether it answers them or not", async () => {
    const { db } = t.runtime;
    const { rows, statements } = await measureRowsRead(
      t,
      () => db.$queryRaw`select count(*) from transactions where amount_minor = 7`,
    );
    expect({ rows, statements }).toEqual({ rows: 150, statements: 1 });
  });

  it("counts the same each time, and what was rolled back", async () => {
    const call = () =>
      owner.accounts.create({ name: "Tried", type: "cash", currency: "EUR", dryRun: true });
    await call();
    const [first, second] = [await measureRowsRead(t, call), await measureRowsRead(t, call)];
    expect(first.rows).toBeGreaterThan(0);
    expect(first.blocks).toBeGreaterThan(first.rows / 100);
    expect(second).toMatchObject({ rows: first.rows, statements: first.statements });
  });

  it("sees an inner select that reads everything for every row", async () => {
    const { db } = t.runtime;
    const { rows } = await measureRowsRead(
      t,
      () => db.$queryRaw`
        select (select count(*) from transactions o
          where o.amount_minor > t.amount_minor + t.version) from transactions t
        where t.ledger_id = ${ledgerId}::uuid`,
    );
    expect(rows).toBeGreaterThanOrEqual(150 * 150);
  });
});

describe("growthOf", () => {
  const grown = (power: number) =>
    [2_000, 8_000, 32_000].map((size) => ({ size, cost: 5 + size ** power }));

  it.each([0, 1, 2])("is the power with which a cost grows: %s", (power) => {
    expect(growthOf(grown(power))).toBeCloseTo(power, 1);
  });

  it("is the steepest, not the mean", () => {
    const cost = (size: number) => Math.max(size, 8_000);
    expect(
      growthOf([500, 2_000, 8_000, 32_000].map((size) => ({ size, cost: cost(size) }))),
    ).toBeCloseTo(1);
  });
});
