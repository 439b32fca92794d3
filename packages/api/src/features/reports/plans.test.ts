import { beforeAll, describe, expect, it } from "vitest";
import type { AppCaller } from "../../root";
import { asPrincipal } from "../../test/callers";
import { addTurns } from "../../test/cost/fill-history";
import { KNOWLEDGE, setStatistics } from "../../test/cost/set-statistics";
import { useRuntime } from "../../test/database";
import { explaining, type PlanNode } from "../../test/explain";
import { createKey, createUser } from "../../test/factories";
import { fillLedger } from "../../test/fill-ledger";

/** Ten years up to this day, as fillLedger lays them. */
const TODAY = "2026-03-31";
const ROWS = 40_000;
const A_YEAR = ROWS / 10;
const BIG = new Set(["transactions", "transaction_lines", "transfers"]);
const t = useRuntime({ now: () => new Date(`${TODAY}T12:00:00Z`) });

const made: { caller?: AppCaller; plans: PlanNode[][] } = { plans: [] };
beforeAll(async () => {
  const user = await createUser(t.runtime);
  const { session, liveLedgerId: ledgerId } = user;
  await fillLedger(t.runtime.db, { ledgerId, count: ROWS, today: TODAY });
  // A log of one page is read as a whole in any case. That of ten years is longer.
  const { id: keyId } = await createKey(t.runtime, user);
  await addTurns(t.runtime.db, { ledgerId, keyId }, A_YEAR);
  const { db, plans } = explaining(t.runtime.db);
  made.caller = asPrincipal({ ...t.runtime, db }, session);
  made.plans = plans;
}, 240_000);

/** Every step that reads one of the big tables, by the very statements that a call sends. */
async function stepsOf(call: (caller: AppCaller) => Promise<unknown>): Promise<PlanNode[]> {
  if (made.caller === undefined) throw new Error("There is no ledger.");
  made.plans.length = 0;
  await call(made.caller);
  const steps = made.plans.flat();
  expect(steps.some((step) => step["Relation Name"] === "transactions")).toBe(true);
  for (const step of steps)
    if (BIG.has(step["Relation Name"] ?? ""))
      expect(step["Node Type"], JSON.stringify(step)).not.toContain("Seq Scan");
  return steps;
}

const rowsOf = (step: PlanNode) => step["Actual Rows"] * step["Actual Loops"];

/**
 * Goes this many pages into the list by its own cursors' position: from a day on, as a person
 * scrolling for long would.
 */
const middle = { to: "2021-03-31" };

describe.each(KNOWLEDGE)(
  "in a ledger of many rows, with %s statistics, no call reads a big table from end to end",
  (knowledge) => {
    beforeAll(() => setStatistics(t.runtime, knowledge), 60_000);

    it.each<[string, (caller: AppCaller) => Promise<unknown>]>([
      ["the first page of transactions.list", (caller) => caller.transactions.list()],
      ["a page in the middle", (caller) => caller.transactions.list(middle)],
      [
        "the page that a cursor in the middle opens",
        async (caller) => {
          const { nextCursor } = await caller.transactions.list({ ...middle, limit: 200 });
          made.plans.length = 0;
          return caller.transactions.list({
            ...middle,
            limit: 200,
            ...(nextCursor !== null && { cursor: nextCursor }),
          });
        },
      ],
    ])("%s reads no more rows than it shows", async (_, call) => {
      for (const step of await stepsOf(call))
        expect(rowsOf(step), JSON.stringify(step)).toBeLessThanOrEqual(500);
    });

    it("accounts.list sums the balances of each account by an index", async () => {
      const steps = await stepsOf((caller) => caller.accounts.list());
      const reads = steps.filter((step) => step["Relation Name"] === "transactions");
      // Once per account: the index holds what is summed, which spares the table where pages are
      // old enough.
      for (const read of reads)
        expect(read, JSON.stringify(read)).toMatchObject({ "Actual Loops": 5 });
    });

    it.each(["category", "month", "account"] as const)(
      "reports.summary of a year by %s reads that year and the one before",
      async (groupBy) => {
        const steps = await stepsOf((caller) =>
          caller.reports.summary({ from: "2025-04-01", to: TODAY, groupBy }),
        );
        for (const step of steps)
          expect(rowsOf(step), JSON.stringify(step)).toBeLessThanOrEqual(2.5 * A_YEAR);
      },
    );

    it("reports.balances sums the months of each account by an index", async () => {
      const steps = await stepsOf((caller) => caller.reports.balances());
      const reads = steps.filter((step) => step["Relation Name"] === "transactions");
      // Once per account: the index holds what is summed, which spares the table where pages are
      // old enough.
      for (const read of reads)
        expect(read, JSON.stringify(read)).toMatchObject({ "Actual Loops": 5 });
    });
  },
);
