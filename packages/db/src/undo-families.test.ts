import { afterAll, beforeAll, expect, it } from "vitest";
import { findMigrations } from "./find-migrations";
import { migrate } from "./migrate";
import { openEmpty, rowsOf } from "./test/open-empty";

const LEDGER = "00000000-0000-7000-8000-00000000000f";
/** The number of an operation stands in its id: `a1` to `a5`. */
const idOf = (number: number) => `00000000-0000-7000-8000-0000000000a${number}`;

const { engine, close } = await openEmpty();
afterAll(close);

const insertOperation = (number: number, undoes: number | null) =>
  rowsOf(
    engine,
    `with raised as (update ledgers set rev = ${number})
     insert into operations (id, ledger_id, seq, actor, channel, procedure, undoes_id, result)
     values ('${idOf(number)}', '${LEDGER}', ${number}, 'user', 'web', 'operations.undo',
       ${undoes === null ? "null" : `'${idOf(undoes)}'`}, '{}')`,
  );

beforeAll(async () => {
  await migrate(engine, findMigrations());
  await rowsOf(
    engine,
    `insert into users (id, email, name, password_hash, updated_at)
     values ('${LEDGER}', 'a@example.org', 'A', 'none', now())`,
  );
  await rowsOf(
    engine,
    `insert into ledgers (id, user_id, mode, base_currency, timezone, rev, updated_at)
     values ('${LEDGER}', '${LEDGER}', 'live', 'EUR', 'UTC', 0, now())`,
  );
  await insertOperation(1, null);
});

it("an undo, and the undo of an undo, that name no root get the right one", async () => {
  for (const number of [2, 3, 4]) await insertOperation(number, number - 1);
  await insertOperation(5, null);
  const rows = await rowsOf<{ root_id: string | null }>(
    engine,
    "select root_id from operations order by seq",
  );
  expect(rows.map(({ root_id }) => root_id)).toEqual([null, idOf(1), idOf(1), idOf(1), null]);
});

it("of an operation nothing may change but its state and what keeps it undone", async () => {
  const change = (assignment: string) =>
    rowsOf(engine, `update operations set ${assignment} where seq = 1`);
  await change(`state = 'undone', undone_by_id = '${LEDGER}'`);
  await change("state = 'applied', undone_by_id = null");
  for (const assignment of [
    `root_id = '${LEDGER}'`,
    "change_count = 9",
    "created_at = now()",
    "reason = 'x'",
  ])
    await expect(change(assignment)).rejects.toThrow("append-only log");
});
