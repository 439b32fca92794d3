import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "./create-db";
import { createTestDb } from "./testing";

let db: Database;
beforeAll(async () => {
  db = await createTestDb();
});
afterAll(() => db.close());

it(
  "whatever is deleted, what refers to it is found by an index, save the rows of a ledger, " +
    "which are taken out before it",
  async () => {
    // An index without nulls is enough, because a null refers to nothing. An index that begins with
    // the ledger is not enough when the key also names a row: it would find all rows of the ledger.
    const found = await db.client.$queryRaw<{ key: string }[]>`
    select c.conname::text as key from pg_constraint c
    where c.contype = 'f' and not exists (
      select from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indrelid = c.conrelid and i.indkey[0] = any(c.conkey)
        and (a.attname <> 'ledger_id' or cardinality(c.conkey) = 1)
        and (i.indpred is null
          or pg_get_expr(i.indpred, i.indrelid) ~ '^[(][a-z_]+ IS NOT NULL[)]$'))
    order by 1`;
    expect(found.map(({ key }) => key)).toEqual([
      "transaction_lines_ledger_id_fkey",
      "transactions_ledger_id_fkey",
    ]);
  },
);
