import type { Db } from "@pfn/db";
import { beforeAll, describe, expect, it } from "vitest";
import { KNOWLEDGE, setStatistics } from "../../test/cost/set-statistics";
import { useRuntime } from "../../test/database";
import { explain } from "../../test/explain";
import { createUser } from "../../test/factories";
import { fillLedger } from "../../test/fill-ledger";
import { selectLog } from "./read-log";

const t = useRuntime();

/** Rows added by operations of 5,000 changes each, then the same rows changed one by one. */
const BULK = 20_000;
const SINGLE = 20_000;
const COUNT = 1_001;

const made = { ledgerId: "" };
beforeAll(async () => {
  const { liveLedgerId: ledgerId } = await createUser(t.runtime);
  const { db } = t.runtime;
  await fillLedger(db, { ledgerId, count: BULK, today: "2026-03-31" });
  await logBulk(db, ledgerId);
  await logSingles(db, ledgerId);
  made.ledgerId = ledgerId;
}, 120_000);

const logBulk = (db: Db, ledgerId: string) => db.$executeRaw`
  insert into changes (operation_id, index, entity, entity_id, after)
  select created_by_operation_id,
    row_number() over (partition by created_by_operation_id order by id) - 1,
    'transaction', id, '{}'
  from transactions where ledger_id = ${ledgerId}::uuid`;

const logSingles = (db: Db, ledgerId: string) => db.$executeRaw`
  with numbered as (
    select id as row_id, gen_random_uuid() as operation_id, row_number() over (order by id) as n
    from (select id from transactions where ledger_id = ${ledgerId}::uuid limit ${SINGLE}) t
  ), ledger as (
    update ledgers set rev = rev + ${SINGLE}
    where id = ${ledgerId}::uuid
    returning rev - ${SINGLE} as start
  ), added as (
    insert into operations (id, ledger_id, seq, actor, channel, procedure)
    select operation_id, ${ledgerId}::uuid, start + n, 'system', 'web', 'test.fill'
    from numbered, ledger
    returning id
  )
  insert into changes (operation_id, index, entity, entity_id, before, after)
  select operation_id, 0, 'transaction', row_id, '{}', '{}'
  from numbered join added on added.id = operation_id`;

describe.each(KNOWLEDGE)("with %s statistics", (knowledge) => {
  beforeAll(() => setStatistics(t.runtime, knowledge), 60_000);

  it.each([
    ["at the beginning", { seq: 0n, taken: null }],
    ["inside an operation of 5,000 changes", { seq: 3n, taken: 2_500 }],
    ["among operations of one change", { seq: 10_000n, taken: null }],
    ["near the end", { seq: BigInt(SINGLE), taken: null }],
  ])(
    "a page %s of a long log reads indexes only, and no more of them than a page holds",
    async (_, start) => {
      const entities = ["account", "category", "transaction", "transfer"] as const;
      const statement = selectLog({
        ledgerId: made.ledgerId,
        entities,
        start: { ...start, operationId: null },
        count: COUNT,
      });
      const nodes = await explain(t.runtime.db, statement);
      const scans = nodes.filter((node) => node["Relation Name"] !== undefined);
      expect(scans.map((node) => node["Relation Name"])).toEqual(
        expect.arrayContaining(["operations", "changes"]),
      );
      for (const node of nodes) {
        expect(node["Node Type"], JSON.stringify(node)).not.toMatch(/^Seq Scan/);
        // A row has few changes; each entry of the page looks at those of its row.
        expect(
          node["Actual Rows"] * node["Actual Loops"],
          JSON.stringify(node),
        ).toBeLessThanOrEqual(4 * COUNT);
      }
    },
  );
});
