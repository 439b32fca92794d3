import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { asPrincipal } from "../../test/callers";
import { createFilterCases, type FilterCase } from "../../test/cost/filter-cases";
import { keepStill, measureRowsRead } from "../../test/cost/measure-rows-read";
import { KNOWLEDGE, setStatistics } from "../../test/cost/set-statistics";
import { useRuntime } from "../../test/database";
import { createUser } from "../../test/factories";
import { fillLedger } from "../../test/fill-ledger";
import type { TransactionFilters } from "./list-schema";

const ROWS = 51_000;
/** Times the rows that the same page and totals read without any filter. */
const BOUND = 3;

const t = useRuntime({ poolSize: 1, now: () => new Date("2026-03-31T12:00:00Z") });

const made: { caller?: AppCaller; cases: FilterCase[]; plain: number } = { cases: [], plain: 0 };

beforeAll(async () => {
  const { db } = t.runtime;
  await keepStill(db);
  const { session, liveLedgerId: ledgerId } = await createUser(t.runtime);
  await fillLedger(db, { ledgerId, count: ROWS, today: "2026-03-31" });
  made.cases = await createFilterCases(db, ledgerId);
  made.caller = asPrincipal(t.runtime, session);
}, 600_000);

async function rowsOf(filter: FilterCase["filter"]): Promise<number> {
  const { caller } = made;
  if (caller === undefined) throw new Error("There is no ledger.");
  // A value that the schema refuses fails the call.
  const filters = filter as TransactionFilters;
  const { rows } = await measureRowsRead(t, () =>
    caller.transactions.list({ ...filters, include: "totals" }),
  );
  return rows;
}

describe.each(KNOWLEDGE)("in a ledger of many rows, with %s statistics", (knowledge) => {
  beforeAll(async () => {
    await setStatistics(t.runtime, knowledge);
    made.plain = await rowsOf({});
  }, 60_000);

  it("no single filter of transactions.list makes a page and its totals read more than " +
    `${BOUND} times what they read without`, async () => {
    expect(made.plain).toBeGreaterThan(ROWS);
    const ratios: [string, number][] = [];
    for (const { label, filter } of made.cases)
      ratios.push([label, (await rowsOf(filter)) / made.plain]);
    const dear = ratios.filter(([, ratio]) => ratio > BOUND);
    expect(dear).toEqual([]);
  }, 600_000);
});
