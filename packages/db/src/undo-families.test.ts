import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findMigrations } from "./find-migrations";
import { migrate } from "./migrate";
import { readMigrations } from "./read-migrations";
import { openEmpty, rowsOf } from "./test/open-empty";

// Operations as versions before the migration logged them. Their number stands in their id, `a1` to
// `a9`.
const MIGRATION = "20261129030000_undo_by_families";
const LEDGER = "00000000-0000-7000-8000-00000000000f";
const idOf = (number: number) => `00000000-0000-7000-8000-0000000000a${number}`;

const { engine, close } = await openEmpty();
afterAll(close);

/** Number, what it undoes, state; a procedure where it is not the plain one. */
const OPERATIONS: [number, number | null, "applied" | "undone", string?][] = [
  // Undone and done again by turns: the states went by turns, too.
  [1, null, "undone"],
  [2, 1, "applied", "operations.undo"],
  [3, 2, "undone", "operations.undo"],
  [4, 3, "applied", "operations.undo"],
  // Swept.
  [5, null, "undone"],
  [6, null, "applied", "operations.undoMany"],
  // Swept, and the sweep swept along with another operation.
  [7, null, "applied"],
  [8, null, "undone", "operations.undoMany"],
  [9, null, "applied", "operations.undoMany"],
];
const SWEPT: [number, number][] = [
  [6, 5],
  [8, 7],
  [9, 8],
];

beforeAll(async () => {
  const folder = findMigrations();
  const { migrationDirectories } = await readMigrations(folder);
  const earlier = migrationDirectories.map(({ path }) => path).filter((path) => path < MIGRATION);
  await migrate(engine, folder, { only: earlier });
  const statements = [
    `insert into users (id, email, name, password_hash, updated_at) values ('${LEDGER}', 'a@example.org', 'A', 'none', now())`,
    `insert into ledgers (id, user_id, mode, base_currency, timezone, rev, updated_at) values ('${LEDGER}', '${LEDGER}', 'live', 'EUR', 'UTC', 0, now())`,
    `with raised as (update ledgers set rev = ${OPERATIONS.length})
     insert into operations (id, ledger_id, seq, actor, channel, procedure, undoes_id, state, result) values ${OPERATIONS.map(
       ([number, undoes, state, procedure = "transactions.update"]) =>
         `('${idOf(number)}', '${LEDGER}', ${number}, 'user', 'web', '${procedure}', ${undoes === null ? "null" : `'${idOf(undoes)}'`}, '${state}', '{}')`,
     ).join(", ")}`,
    `insert into changes (operation_id, index, entity, entity_id, after) select '${idOf(1)}', n, 'account', '${LEDGER}', '{}' from generate_series(0, 2) n`,
    `insert into operation_sweeps (operation_id, index, target_id, ledger_id) values ${SWEPT.map(
      ([sweep, target]) => `('${idOf(sweep)}', 0, '${idOf(target)}', '${LEDGER}')`,
    ).join(", ")}`,
  ];
  for (const statement of statements) await rowsOf(engine, statement);
  expect(await migrate(engine, folder)).toContain(MIGRATION);
});

interface Migrated {
  root_id: string | null;
  state: string;
  undone_by_id: string | null;
  change_count: number;
}

describe("the log of an earlier version, migrated", () => {
  it("names each undo's root; of a family's undos the newest alone is in force, and keeps the root undone", async () => {
    const rows = await rowsOf<Migrated>(
      engine,
      "select root_id, state, undone_by_id, change_count from operations order by seq limit 4",
    );
    const [one, four] = [idOf(1), idOf(4)];
    expect(rows).toEqual([
      { root_id: null, state: "undone", undone_by_id: four, change_count: 3 },
      { root_id: one, state: "undone", undone_by_id: null, change_count: 0 },
      { root_id: one, state: "undone", undone_by_id: null, change_count: 0 },
      { root_id: one, state: "applied", undone_by_id: null, change_count: 0 },
    ]);
  });

  it("names the sweep that keeps an operation undone; a sweep holds no sweep any more", async () => {
    const rows = await rowsOf<Migrated>(
      engine,
      "select root_id, state, undone_by_id, change_count from operations where seq > 4 order by seq",
    );
    expect(rows.map(({ state, undone_by_id }) => [state, undone_by_id])).toEqual([
      ["undone", idOf(6)],
      ["applied", null],
      ["applied", null],
      ["undone", null],
      ["applied", null],
    ]);
    const sweeps = await rowsOf<{ id: string }>(
      engine,
      "select target_id as id from operation_sweeps order by 1",
    );
    expect(sweeps.map(({ id }) => id)).toEqual([idOf(5), idOf(7)]);
  });

  it("keeps its guard: nothing but the state and what keeps it undone may change", async () => {
    const change = (assignment: string) =>
      rowsOf(engine, `update operations set ${assignment} where seq = 5`);
    await change(`state = 'applied', undone_by_id = null`);
    for (const assignment of [
      `root_id = '${idOf(1)}'`,
      "change_count = 9",
      "created_at = now()",
      "reason = 'x'",
    ])
      await expect(change(assignment)).rejects.toThrow("append-only log");
  });

  it("gives an undo that names no root the right one", async () => {
    await rowsOf(
      engine,
      `with raised as (update ledgers set rev = 10)
       insert into operations (id, ledger_id, seq, actor, channel, procedure, undoes_id)
       values ('${LEDGER}', '${LEDGER}', 10, 'user', 'web', 'operations.undo', '${idOf(4)}')`,
    );
    const [row] = await rowsOf<Migrated>(engine, "select root_id from operations where seq = 10");
    expect(row?.root_id).toBe(idOf(1));
  });
});
